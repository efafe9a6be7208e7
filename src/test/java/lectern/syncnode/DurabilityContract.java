package lectern.syncnode;

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.files.FaultyDisk;
import lectern.files.FileException;
import lectern.wire.Header;
import lectern.wire.Reply;
import lectern.wire.WholeServer;
import lectern.wire.Wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static lectern.syncnode.StoreClient.NO_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/// Whichever step on the disk fails, and whatever fails with it, what was acknowledged is there, and a store is one of
/// its versions, whole. Each of the steps fails in its turn: for itself, then with all that follow, so that nothing can
/// be
/// put in order, and then because the power is cut, which takes away what was never forced.
abstract class DurabilityContract {
    /// None of them fits in a row.
    private static final byte[] OLD = noise(50_000, 1);

    private static final byte[] NEW = noise(90_000, 2);

    private static final int MOST_STEPS = 100;

    @TempDir
    private Path graves;

    abstract WholeServer target();

    private enum Breakdown {
        FAILURE,
        OUTAGE,
        POWER_CUT;

        void come(FaultyDisk disk, int step) {
            if (this == FAILURE) {
                disk.failAt(step);
            } else {
                disk.stopAt(step);
            }
        }

        void end(FaultyDisk disk, WholeServer.Started server) {
            if (this == POWER_CUT) {
                server.restart(disk::losePower);
            } else {
                disk.mend();
            }
        }
    }

    /// What somebody does, in which any step may fail, and what must hold afterwards.
    private interface Deed {
        /// With what there was before.
        boolean isAcknowledged(StoreClient ana, String key, String before);

        void check(StoreClient ana, String key, String before, boolean acknowledged);
    }

    private interface Preparation {
        /// What the deed has to know.
        String of(StoreClient ana, String key);
    }

    @Test
    void aStoreThatIsReplacedIsOneOfTheTwo() {
        letEveryStepFail((ana, key) -> put(ana, key, NO_TOKEN, OLD), new Deed() {
            @Override
            public boolean isAcknowledged(StoreClient ana, String key, String before) {
                return accepted(ana.put(key, before, NEW).status());
            }

            @Override
            public void check(StoreClient ana, String key, String before, boolean acknowledged) {
                var found = ana.get(key);
                assertThat(found.status()).isEqualTo(200);
                assertThat(found.body()).isEqualTo(acknowledged ? NEW : OLD);
                assertThat(found.token().equals(before)).isNotEqualTo(acknowledged);
            }
        });
    }

    @Test
    void aStoreThatIsMadeIsThereOrNot() {
        letEveryStepFail((_, _) -> NO_TOKEN, new Deed() {
            @Override
            public boolean isAcknowledged(StoreClient ana, String key, String before) {
                return accepted(ana.put(key, NO_TOKEN, NEW).status());
            }

            @Override
            public void check(StoreClient ana, String key, String before, boolean acknowledged) {
                var found = ana.get(key);
                assertThat(found.status()).isEqualTo(acknowledged ? 200 : 404);
                if (acknowledged) {
                    assertThat(found.body()).isEqualTo(NEW);
                }
            }
        });
    }

    @Test
    void whatNeedsNoFileIsDoneWithoutADisk() {
        Preparation twoVersions = (ana, key) -> {
            var first = put(ana, key, NO_TOKEN, OLD);
            return first + " " + put(ana, key, first, NEW);
        };
        letEveryStepFail(twoVersions, new Deed() {
            @Override
            public boolean isAcknowledged(StoreClient ana, String key, String tokens) {
                return ana.delete(key, tokens.split(" ", -1)[1]).status() == 204
                        && restored(ana, key, tokens.split(" ", -1)[0]) == 204;
            }

            @Override
            public void check(StoreClient ana, String key, String before, boolean acknowledged) {
                assertThat(acknowledged).isTrue();
                assertThat(ana.get(key).body()).isEqualTo(OLD);
            }
        });
    }

    private static int restored(StoreClient ana, String key, String version) {
        var target = StoreClient.store(key).replace("/store/", "/versions/");
        return ana.ask("POST", target, "{\"restore\":\"" + version + "\"}").status();
    }

    @Test
    void anUploadWhoseLastPieceFailsGoesOn() {
        letEveryStepFail(DurabilityContract::halfUploaded, new Deed() {
            @Override
            public boolean isAcknowledged(StoreClient ana, String key, String upload) {
                return accepted(patch(ana, upload, NEW.length / 2).status());
            }

            @Override
            public void check(StoreClient ana, String key, String upload, boolean acknowledged) {
                if (!acknowledged) {
                    var head = tus(ana, "HEAD", upload, List.of(), "");
                    assertThat(head.status()).isEqualTo(200);
                    int offset = Integer.parseInt(head.header("Upload-Offset").orElseThrow());
                    assertThat(offset).as("what was acknowledged").isGreaterThanOrEqualTo(NEW.length / 2);
                    assertThat(patch(ana, upload, offset).status()).isEqualTo(204);
                }
                assertThat(ana.get(key).body()).isEqualTo(NEW);
            }
        });
    }

    private static String halfUploaded(StoreClient ana, String key) {
        var metadata = "key " + Base64.getEncoder().encodeToString(key.getBytes(UTF_8));
        var begun = tus(
                ana,
                "POST",
                "/uploads",
                List.of(
                        new Header("Upload-Length", Integer.toString(NEW.length)),
                        new Header("Upload-Metadata", metadata)),
                "");
        var upload = begun.header("Location").orElseThrow();
        var half = tus(ana, "PATCH", upload, piece(0), new String(NEW, 0, NEW.length / 2, ISO_8859_1));
        assertThat(half.status()).isEqualTo(204);
        return upload;
    }

    private static Reply patch(StoreClient ana, String upload, int offset) {
        return tus(ana, "PATCH", upload, piece(offset), new String(NEW, offset, NEW.length - offset, ISO_8859_1));
    }

    private static List<Header> piece(int offset) {
        return List.of(
                new Header("Upload-Offset", Integer.toString(offset)),
                new Header("Content-Type", "application/offset+octet-stream"));
    }

    /// A body has one character for each byte.
    private static Reply tus(StoreClient ana, String method, String target, List<Header> headers, String body) {
        var all = new ArrayList<>(headers);
        all.add(new Header("Authorization", "Bearer " + ana.bearer()));
        all.add(new Header("Tus-Resumable", "1.0.0"));
        return new Wire(ana.server().getPort()).ask(method, target, all, body.getBytes(ISO_8859_1), ISO_8859_1);
    }

    /// What a deleted account owned is removed in the background, and again when that failed.
    @Test
    void whateverFailsWhileAnAccountIsRemovedNothingOfItStays() {
        var disk = new FaultyDisk(graves);
        try (var server = started(disk);
                var http = HttpClient.newHttpClient()) {
            var ana = StoreClient.register(http, server.address(), "ana");
            for (int i = 0; i < 5; i++) {
                put(ana, "film" + i, NO_TOKEN, OLD);
            }
            halfUploaded(ana, "half");
            assertThat(server.blobs()).hasSize(6);
            var deleted = ana.ask("DELETE", "/account", NO_TOKEN, BodyPublishers.noBody());
            assertThat(deleted.status()).isEqualTo(204);
            for (int step = 1; sweepFailsAt(step, disk, server); step++) {
                assertThat(step).isLessThan(MOST_STEPS);
            }
            assertThat(server.blobs()).isEmpty();
            StoreClient.register(http, server.address(), "ana");
        }
    }

    private static boolean sweepFailsAt(int step, FaultyDisk disk, WholeServer.Started server) {
        disk.failAt(step);
        try {
            server.sweep(InstantSource.system());
            return false;
        } catch (FileException _) {
            return true;
        } finally {
            disk.mend();
        }
    }

    private void letEveryStepFail(Preparation preparation, Deed deed) {
        var disk = new FaultyDisk(graves);
        try (var server = started(disk);
                var http = HttpClient.newHttpClient()) {
            var ana = StoreClient.register(http, server.address(), "ana");
            long stored = 0;
            for (var breakdown : Breakdown.values()) {
                boolean reached = true;
                for (int step = 1; reached; step++) {
                    assertThat(step).isLessThan(MOST_STEPS);
                    var key = breakdown + " " + step;
                    var before = preparation.of(ana, key);
                    long begun = disk.steps();
                    breakdown.come(disk, step);
                    boolean acknowledged = deed.isAcknowledged(ana, key, before);
                    reached = disk.steps() - begun >= step;
                    assertThat(reached || acknowledged)
                            .as("%s, of which nothing was noticed", key)
                            .isTrue();
                    breakdown.end(disk, server);
                    ana = new StoreClient(http, server.address(), ana.bearer());
                    deed.check(ana, key, before, acknowledged);
                    stored += ana.get(key).status() == 200 ? 1 : 0;
                }
            }
            deleteAll(ana);
            sweepAll(server);
            assertThat(stored).isPositive();
            assertThat(server.blobs()).as("files of nobody").isEmpty();
        }
    }

    private WholeServer.Started started(FaultyDisk disk) {
        return target().on(disk::show).start(Map.of("registration", "open"));
    }

    private static void deleteAll(StoreClient ana) {
        ana.ask("GET", "/store", NO_TOKEN, BodyPublishers.noBody())
                .json()
                .forEach(store -> assertThat(ana.delete(
                                        store.path("key").asString(),
                                        store.path("token").asString())
                                .status())
                        .isEqualTo(204));
    }

    private static void sweepAll(WholeServer.Started server) {
        for (int days : new int[] {400, 401}) {
            server.sweepThoroughly(() -> InstantSource.system().instant().plus(Duration.ofDays(days)));
        }
    }

    /// What stands in the contract for a disk that does not work.
    private static boolean accepted(int status) {
        assertThat(status).isIn(201, 204, 503, 507);
        return status < 300;
    }

    private static String put(StoreClient ana, String key, String token, byte[] value) {
        var answer = ana.put(key, token, value);
        assertThat(answer.status()).isEqualTo(204);
        return answer.token();
    }

    private static byte[] noise(int length, long seed) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
