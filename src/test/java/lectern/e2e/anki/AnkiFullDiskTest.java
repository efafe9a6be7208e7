package lectern.e2e.anki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;

import anki.sync.SyncCollectionResponse.ChangesRequired;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import lectern.e2e.Packaged;
import lectern.e2e.ServerProcess;
import lectern.e2e.anki.engine.EngineException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A server that can write no large file, as on a disk that is full: every write beyond a few megabytes fails. The
/// device is told that the server has a problem, nobody loses anything, and what is small goes on.
@Tag("e2e")
@EnabledOnOs(OS.LINUX)
class AnkiFullDiskTest {
    private static final int LARGEST_KILOBYTES = 6 * 1024;

    private final Random random = new Random(1);

    @TempDir
    Path folder;

    /// The package's script under a limit of the system, counted in blocks of half a kilobyte.
    private Path limited() throws IOException {
        var script = folder.resolve("limited");
        Files.writeString(
                script,
                "#!/bin/sh\nulimit -f %d\nexec '%s' \"$@\"\n".formatted(2 * LARGEST_KILOBYTES, Packaged.SCRIPT));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    @Test
    void nothingIsLostAndTheDeviceIsToldToTryLater() throws Exception {
        Files.createDirectory(AnkiServer.data(folder));
        try (var server = ServerProcess.start(limited(), AnkiServer.data(folder), AnkiServer.ANA);
                var phone = AnkiServer.device(folder, server.address(), "phone");
                var desktop = AnkiServer.device(folder, server.address(), "desktop")) {
            phone.edits().addNotes(50, "Default", "small");
            phone.edits().addMedia("small.bin", bytes(10_000));
            phone.upload();
            phone.syncMedia();
            desktop.download();
            desktop.syncMedia();

            desktop.edits().addMedia("large.bin", bytes(LARGEST_KILOBYTES * 1024 + 1_000_000));
            assertThatThrownBy(desktop::syncMedia)
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("encountered a problem");
            desktop.edits().addNotes(9_000, "Default", noise());
            assertThatThrownBy(desktop::upload)
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("encountered a problem");

            assertThat(server.log()).contains("status=503").doesNotContain("status=500");

            phone.edits().addNotes(5, "Default", "more");
            assertThat(phone.sync()).isEqualTo(ChangesRequired.NO_CHANGES);
            phone.syncMedia();
            AnkiServer.assertInStep(folder, "after the failures", phone);
        }
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /// What no compression makes much smaller.
    private String noise() {
        return random.ints(700, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
