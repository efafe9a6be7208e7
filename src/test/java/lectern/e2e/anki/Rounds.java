package lectern.e2e.anki;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import anki.sync.SyncCollectionResponse.ChangesRequired;

import lectern.e2e.anki.engine.Device;

import static org.assertj.core.api.Assertions.assertThat;

/// The owner of some devices uses all of them, and lets them sync in any order.
final class Rounds {
    private static final int MOST_EDITS = 15;

    /// A difference of the two versions and not of the server, which keeps what it is sent: 2.1.66 drops the member
    /// `lrt` of a card that it changes, and newer versions find it missing. Devices of one version are compared in
    /// full.
    private static final String PUT_BACK = "Added last review time";

    /// In the engine's words, what is left where one device deletes or renames something that another refers to
    /// meanwhile. The protocol's README tells of it, under what no sync can merge.
    private static final List<String> LEFT =
            List.of("missing deck", "with missing note", "with duplicate template", "invalid card propert");

    private final Path folder;
    private final long seed;
    private final Random random;
    private final List<Device> devices;

    /// @param folder of the test
    /// @param devices of one new account, all signed in
    Rounds(Path folder, long seed, Device... devices) {
        this.folder = folder;
        this.seed = seed;
        this.random = new Random(seed);
        this.devices = List.of(devices);
    }

    /// What must hold whenever all devices are in step.
    interface Agreement {
        void assertHolds(String what);
    }

    void make(int rounds, Agreement agreement) {
        begin();
        for (int round = 0; round < rounds; round++) {
            for (var device : devices) {
                device.makeRandomEdits(random.nextLong(), random.nextInt(MOST_EDITS));
            }
            syncInAnyOrder();
            if (random.nextInt(5) == 0 || round == rounds - 1) {
                var what = "seed %d, round %d".formatted(seed, round);
                settle();
                agreement.assertHolds(what);
                mendIfNeeded(what);
            }
        }
        for (var device : devices) {
            assertThat(device.check())
                    .as("seed %d", seed)
                    .filteredOn(problem -> !problem.startsWith(PUT_BACK))
                    .isEmpty();
        }
    }

    /// The owner does on the first device what Anki advises, and makes its collection everybody's. (One of an older
    /// version would make everybody's what it keeps in places of its own.)
    private void mendIfNeeded(String what) {
        var problems = AnkiServer.problems(folder);
        assertThat(problems).as(what).allMatch(problem -> LEFT.stream().anyMatch(problem::contains));
        if (!problems.isEmpty()) {
            devices.getFirst().check();
            devices.getFirst().upload();
            devices.subList(1, devices.size()).forEach(Device::download);
            assertThat(AnkiServer.problems(folder)).as(what).isEmpty();
        }
    }

    private void begin() {
        var first = devices.getFirst();
        first.addNotes(20, "Default", "first");
        assertThat(first.sync()).isEqualTo(ChangesRequired.FULL_UPLOAD);
        first.upload();
        for (var other : devices.subList(1, devices.size())) {
            assertThat(other.sync()).isEqualTo(ChangesRequired.FULL_DOWNLOAD);
            other.download();
        }
    }

    /// A file that is deleted elsewhere while a device still has it to send takes the longest: the device keeps it when
    /// it hears of the deletion, sends it at its next sync, and the others fetch it at theirs.
    private void settle() {
        syncInAnyOrder();
        syncInAnyOrder();
        syncInAnyOrder();
    }

    private void syncInAnyOrder() {
        for (var device : inAnyOrder()) {
            assertThat(device.sync()).as("seed %d", seed).isEqualTo(ChangesRequired.NO_CHANGES);
            device.syncMedia();
        }
    }

    private List<Device> inAnyOrder() {
        var order = new ArrayList<>(devices);
        Collections.shuffle(order, random);
        return order;
    }
}
