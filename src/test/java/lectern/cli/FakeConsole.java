package lectern.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

import lectern.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// Runs commands in this process, as somebody would type them, and keeps what they said.
final class FakeConsole {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private final Clock clock;
    private String input = "";
    private Optional<Console.Terminal> terminal = Optional.empty();

    /// What one command left behind.
    record Said(int exitCode, String out, String err) {
        JsonNode json() {
            assertThat(err).isEmpty();
            return Json.parse(out.getBytes(UTF_8));
        }

        Said succeeded() {
            assertThat(err).isEmpty();
            assertThat(exitCode).isEqualTo(Exit.DONE);
            return this;
        }
    }

    FakeConsole(Path home) {
        this(home, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    FakeConsole(Path home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    FakeConsole set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// What the next commands read from standard input.
    FakeConsole input(String text) {
        input = text;
        return this;
    }

    /// Somebody sits at a terminal and gives these answers.
    FakeConsole answering(String... answers) {
        Deque<String> waiting = new ArrayDeque<>(List.of(answers));
        terminal = Optional.of(new Console.Terminal() {
            @Override
            public String hidden(String prompt) {
                return waiting.remove();
            }

            @Override
            public String shown(String prompt) {
                return waiting.remove();
            }
        });
        return this;
    }

    Said run(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console = new Console(
                environment,
                home,
                home,
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                terminal,
                clock);
        int exitCode = Commands.run(console, words);
        return new Said(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }
}
