package lectern.e2e.syncnode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.e2e.Packaged;
import lectern.e2e.ServerProcess;
import lectern.syncnode.StoreClient;
import lectern.syncnode.StoreClient.Answer;

import static lectern.syncnode.StoreClient.NO_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A server whose disk is full refuses what is new, and gives back all that it has. The disk is a small one in memory,
/// which only the server sees: `unshare` and `mount` make it, also for somebody who is not root.
@Tag("e2e")
class DiskFullTest {
    private static final int PIECE = 1_000_000;
    private static final int NOTE = 30_000;
    private static final int A_LITTLE = 40 * 1024;

    @TempDir
    Path folder;

    @Test
    void whatIsNewIsRefusedAndWhatIsThereStaysReadable() throws IOException {
        try (var server = onSmallDisk("8 MB");
                var http = HttpClient.newHttpClient()) {
            var ana = StoreClient.register(http, server.address(), "ana");
            var stored = new LinkedHashMap<String, String>();
            assertThat(put(ana, "film", ofKnownLength(PIECE), stored)).isTrue();
            assertThat(put(ana, "endless", ofUnknownLength(100 * PIECE), stored))
                    .isFalse();
            for (int i = 0; put(ana, "film" + i, ofKnownLength(PIECE), stored); i++) {
                assertThat(i).as("a small disk").isLessThan(100);
            }
            for (int i = 0; put(ana, "note" + i, ofKnownLength(NOTE), stored); i++) {
                assertThat(i).as("a small disk").isLessThan(4000);
            }

            assertReadable(ana, stored);
            assertThat(ana.get("endless").status()).isEqualTo(404);
            assertThat(ana.delete("film", ana.get("film").token()).status())
                    .as("the reserve is for this, too")
                    .isEqualTo(204);
        }
    }

    /// What is left then is less than a write needs, and it is the disk itself that refuses: in the middle of a
    /// file, or of the database.
    @Test
    void theReserveMayBeTakenByOthers() throws IOException {
        try (var server = onSmallDisk("1 KB");
                var http = HttpClient.newHttpClient()) {
            var ana = StoreClient.register(http, server.address(), "ana");
            var stored = new LinkedHashMap<String, String>();
            assertThat(put(ana, "film", ofKnownLength(PIECE), stored)).isTrue();
            assertThat(put(ana, "note", ofKnownLength(NOTE), stored)).isTrue();

            var others = Path.of("/proc/" + server.pid() + "/root" + data()).resolve("of others");
            fillButALittle(others);
            assertThat(put(ana, "film2", ofKnownLength(PIECE), stored)).isFalse();
            assertThat(put(ana, "film3", ofUnknownLength(PIECE), stored)).isFalse();
            for (int i = 0; put(ana, "note" + i, ofUnknownLength(NOTE), stored); i++) {
                assertThat(i).as("notes for which there is room").isLessThan(400);
            }
            assertDatabaseFull(ana);
            assertReadable(ana, stored);

            Files.delete(others);
            assertThat(put(ana, "film2", ofKnownLength(PIECE), stored)).isTrue();
            assertThat(put(ana, "film3", ofUnknownLength(PIECE), stored)).isTrue();
            assertThat(put(ana, "last note", ofKnownLength(NOTE), stored)).isTrue();
            assertReadable(ana, stored);
            assertThat(server.log()).contains("a file cannot be written").doesNotContain("status=500");
        }
    }

    /// Nothing asks for room beforehand when somebody logs in, which stores a session.
    private static void assertDatabaseFull(StoreClient ana) {
        var proof = "{\"id\":\"ana\",\"password\":\"%s\"}".formatted(StoreClient.PASSWORD);
        var answers = Stream.generate(() -> ana.ask("POST", "/auth", proof)).limit(100);
        assertThat(answers.filter(answer -> answer.status() != 200).findFirst())
                .as("the database cannot grow for ever")
                .hasValueSatisfying(DiskFullTest::assertRefused);
    }

    private static void assertReadable(StoreClient ana, Map<String, String> stored) {
        assertThat(Everything.inTheList(ana)).isEqualTo(stored);
        assertThat(Everything.inTheFeed(ana)).isEqualTo(stored);
        stored.forEach((key, token) -> {
            var answer = ana.get(key);
            assertThat(answer.token()).isEqualTo(token);
            assertThat(answer.body())
                    .hasSize(key.startsWith("film") ? PIECE : NOTE)
                    .containsOnly(0);
        });
    }

    private static void fillButALittle(Path file) throws IOException {
        try (var out = Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            assertThatThrownBy(() -> {
                        while (true) {
                            out.write(ByteBuffer.allocate(4096));
                        }
                    })
                    .isInstanceOf(IOException.class);
            out.truncate(out.size() - A_LITTLE);
        }
    }

    private static BodyPublisher ofKnownLength(int length) {
        return BodyPublishers.ofByteArray(new byte[length]);
    }

    private static BodyPublisher ofUnknownLength(int length) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[length]));
    }

    private static boolean put(StoreClient ana, String key, BodyPublisher value, Map<String, String> stored) {
        return put(ana, key, value, stored, NO_TOKEN);
    }

    private static boolean put(
            StoreClient ana, String key, BodyPublisher value, Map<String, String> stored, String token) {
        var answer = ana.ask("PUT", StoreClient.store(key), token, value);
        if (answer.status() == 204) {
            stored.put(key, answer.token());
            return true;
        }
        assertRefused(answer);
        return false;
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(507);
        assertThat(answer.json().path("reason").asString()).isEqualTo("disk_full");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private ServerProcess onSmallDisk(String reserve) throws IOException {
        var settings =
                Map.of("LECTERN_REGISTRATION", "open", "LECTERN_LIMITS", "off", "LECTERN_STORE_DISK_RESERVE", reserve);
        return ServerProcess.start(script(), Files.createDirectory(data()), settings);
    }

    private Path script() throws IOException {
        var script = folder.resolve("on a small disk");
        Files.writeString(script, """
                #!/bin/sh
                exec unshare --map-root-user --mount sh -c \\
                    'mount -t tmpfs -o size=48m tmpfs "$LECTERN_DATA" && exec "$0" "$@"' "%s" "$@"
                """.formatted(Packaged.SCRIPT));
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
}
