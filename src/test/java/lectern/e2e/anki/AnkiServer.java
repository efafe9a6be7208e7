package lectern.e2e.anki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import lectern.config.Config;
import lectern.config.Settings;
import lectern.e2e.anki.engine.AnkiDevice;
import lectern.e2e.anki.engine.Content;
import lectern.e2e.anki.engine.Device;
import lectern.server.Server;

import static org.assertj.core.api.Assertions.assertThat;

/// The whole server in this process, with an account for Ana.
public final class AnkiServer implements AutoCloseable {
    public static final String NAME = "Ana";
    public static final String PASSWORD = "correct horse";

    /// Makes the account when the server starts.
    public static final Map<String, String> ANA = Map.of("SYNC_USER1", NAME + ":" + PASSWORD, "LECTERN_LIMITS", "off");

    private final Path folder;
    private final Server server;

    private AnkiServer(Path folder, Server server) {
        this.folder = folder;
        this.server = server;
    }

    /// Over an empty data folder.
    ///
    /// @param folder of the test; the server's data, and the devices, lie below it
    public static AnkiServer start(Path folder) {
        return start(folder, Map.of());
    }

    public static AnkiServer start(Path folder, Map<String, String> settings) {
        return start(folder, settings, InstantSource.system());
    }

    static AnkiServer start(Path folder, Map<String, String> settings, InstantSource clock) {
        var data = data(folder);
        var environment = new HashMap<>(ANA);
        environment.putAll(settings);
        environment.put("LECTERN_HOST", "127.0.0.1");
        environment.put("LECTERN_PORT", "0");
        environment.put("LECTERN_DATA", data.toString());
        return new AnkiServer(folder, Server.start(Config.load(Settings.of(environment, data), data), clock));
    }

    public static Path data(Path folder) {
        return folder.resolve("data");
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    /// A new device that is signed in.
    public AnkiDevice device(String name) {
        return device(folder, address(), name);
    }

    public static AnkiDevice device(Path folder, URI server, String name) {
        var device = AnkiDevice.open(folder.resolve(name));
        device.login(server, NAME, PASSWORD);
        return device;
    }

    /// The one collection that is stored. Between syncs anybody may read it, and nothing is in its log only.
    public static Path collection(Path folder) {
        try (var accounts = Files.newDirectoryStream(data(folder).resolve("anki"))) {
            var iterator = accounts.iterator();
            var collection = iterator.next().resolve("collection.anki2");
            assertThat(iterator).as("accounts with a collection").isExhausted();
            return collection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What is stored, as the engine reads it.
    public static Content stored(Path folder) {
        return looked(folder, copy -> copy.content().withoutMedia());
    }

    /// What the engine finds wrong with what is stored.
    public static List<String> problems(Path folder) {
        return looked(folder, AnkiDevice::check);
    }

    private static <T> T looked(Path folder, Function<AnkiDevice, T> look) {
        try {
            var copies = Files.createTempDirectory(folder, "stored");
            try (var copy = AnkiDevice.reading(collection(folder), copies)) {
                return look.apply(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Every device holds the same, and so does the server.
    public static void assertEqual(Path folder, String what, Device first, Device... others) {
        var content = first.content();
        for (var other : others) {
            assertThat(content.differences(other.content())).as(what).isEmpty();
        }
        assertThat(content.withoutMedia().differences(stored(folder)))
                .as("%s: a device and the server", what)
                .isEqualTo(List.of());
    }

    /// And nothing is wrong with it.
    public static void assertInStep(Path folder, String what, Device first, Device... others) {
        assertEqual(folder, what, first, others);
        assertThat(problems(folder)).as("%s: what the engine finds wrong", what).isEmpty();
    }

    public void assertInStep(Device first, Device... others) {
        assertInStep(folder, "devices of one account", first, others);
    }

    @Override
    public void close() {
        server.close();
    }
}
