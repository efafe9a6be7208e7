package lectern.e2e.anki.newest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import anki.sync.SyncCollectionResponse.ChangesRequired;
import tools.jackson.databind.JsonNode;

import lectern.e2e.anki.engine.AnkiDevice;
import lectern.e2e.anki.engine.Content;
import lectern.e2e.anki.engine.Device;
import lectern.json.Json;

/// A device with the newest Anki on it, in a process of its own that does what it is told.
public final class NewestDevice implements Device {
    private static final Path PYTHON = Path.of("target/anki-latest/bin/python");
    private static final Path SCRIPT = Path.of("src/test/python/anki_device.py");

    private final Path folder;
    private final Process process;
    private final OutputStream commands;
    private final BufferedReader answers;

    private NewestDevice(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        this.commands = process.getOutputStream();
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /// The engine refused, in its own words.
    public static final class Refused extends RuntimeException {
        private Refused(String words) {
            super(words);
        }
    }

    public static NewestDevice open(Path folder) {
        try {
            var builder = new ProcessBuilder(PYTHON.toString(), SCRIPT.toString(), folder.toString());
            builder.environment().remove("TMPDIR");
            builder.environment().put("PYTHONUTF8", "1");
            return new NewestDevice(
                    folder, builder.redirectError(Redirect.INHERIT).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String version() {
        return tell("version").asString();
    }

    public void login(URI server, String name, String password) {
        tell("login", server.toString(), name, password);
    }

    @Override
    public ChangesRequired sync() {
        return Objects.requireNonNull(ChangesRequired.forNumber(tell("sync").asInt()));
    }

    @Override
    public void upload() {
        tell("upload");
    }

    @Override
    public void download() {
        tell("download");
    }

    @Override
    public void syncMedia() {
        tell("sync_media");
    }

    @Override
    public void addNotes(int count, String deck, String prefix) {
        tell("add_notes", count, deck, prefix);
    }

    /// No sync but a one-way sync can carry this.
    public void addField(String name) {
        tell("add_field", name);
    }

    @Override
    public void makeRandomEdits(long seed, int count) {
        tell("make_random_edits", seed, count);
    }

    /// As the other engine reads a copy of all its files.
    @Override
    public Content content() {
        tell("fold");
        try {
            var copy = Files.createTempDirectory(folder.getParent(), "content");
            Files.createDirectories(copy.resolve("collection.media"));
            try (var media = Files.newDirectoryStream(folder.resolve("collection.media"), Files::isRegularFile)) {
                for (var file : media) {
                    Files.copy(file, copy.resolve("collection.media").resolve(file.getFileName()));
                }
            }
            try (var device = AnkiDevice.reading(folder.resolve("collection.anki2"), copy)) {
                return device.content();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> check() {
        var problems = new ArrayList<String>();
        tell("check").forEach(problem -> problems.add(problem.asString()));
        return problems;
    }

    /// What its statistics say of the whole collection, as JSON of the engine's own message.
    public JsonNode statistics() {
        return tell("statistics");
    }

    /// SIGKILL, and it is gone when this returns.
    public void kill() {
        process.destroyForcibly();
        await();
    }

    @Override
    public void close() {
        try {
            commands.close();
        } catch (IOException _) {
            // it was killed
        }
        await();
    }

    private void await() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode tell(String what, Object... with) {
        var command = Json.object().put("do", what);
        var words = command.putArray("with");
        for (var word : with) {
            switch (word) {
                case Long number -> words.add(number);
                case Integer number -> words.add(number);
                case Object text -> words.add(text.toString());
            }
        }
        try {
            commands.write(Json.write(command));
            commands.write('\n');
            commands.flush();
            var line = answers.readLine();
            if (line == null) {
                throw new Refused("the process is gone");
            }
            var answer = Json.parse(line.getBytes(StandardCharsets.UTF_8));
            if (answer.has("refused")) {
                throw new Refused(what + ": " + answer.path("refused").asString());
            }
            return answer.path("said");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
