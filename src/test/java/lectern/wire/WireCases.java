package lectern.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

import lectern.wire.WireCase.Exchange;
import lectern.wire.WireCase.Wanted;

import static org.assertj.core.api.Assertions.assertThat;

/// Runs every case file of one protocol: a container for each file, a test for each exchange.
public final class WireCases {
    private final WireTarget target;
    private final Manners manners;

    public WireCases(WireTarget target, Manners manners) {
        this.target = target;
        this.manners = manners;
    }

    /// The files below `src/test/resources/wire/<protocol>`, in the order of their names.
    public Stream<DynamicContainer> of(String protocol) {
        return files(protocol).stream().map(this::container);
    }

    private DynamicContainer container(Path file) {
        var wireCase = WireCase.parse(file.getFileName().toString(), read(file));
        var run = new Run(wireCase);
        var tests = wireCase.exchanges().stream()
                .map(exchange -> DynamicTest.dynamicTest(
                        exchange.title(), source(file, exchange.line()), () -> run.exchange(exchange)));
        return DynamicContainer.dynamicContainer(
                wireCase.name() + ": " + wireCase.sentence(), file.toUri(), tests.onClose(run::close));
    }

    private static List<Path> files(String protocol) {
        var folder = WireCases.class.getResource("/wire/" + protocol);
        if (folder == null) {
            throw new IllegalArgumentException("no case files for " + protocol);
        }
        try (var found = Files.list(Path.of(folder.toURI()))) {
            return found.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        } catch (IOException | URISyntaxException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static URI source(Path file, int line) {
        return URI.create(file.toUri() + "?line=" + line);
    }

    /// One file against its own server, which starts with the first exchange. After a failure the rest would only
    /// repeat it.
    private final class Run {
        private final WireCase wireCase;
        private final Memory memory = new Memory();
        private WireTarget.@Nullable Running server;
        private boolean failed;

        Run(WireCase wireCase) {
            this.wireCase = wireCase;
        }

        void exchange(Exchange exchange) {
            Assumptions.assumeFalse(failed, "an earlier exchange of this file failed");
            failed = true;
            var asked = filled(exchange.asked());
            var reply = new Wire(started().port()).ask(asked);
            compare(exchange.wanted(), reply);
            manners.check(asked, reply);
            failed = false;
        }

        private Asked filled(Asked written) {
            var headers = written.headers().stream()
                    .map(header -> new Header(header.name(), memory.fill(header.value())))
                    .toList();
            return new Asked(written.method(), memory.fill(written.target()), headers, memory.fill(written.body()));
        }

        private void compare(Wanted wanted, Reply reply) {
            assertThat(reply.status()).as("status of: %s", reply.body()).isEqualTo(wanted.status());
            for (var header : wanted.headers()) {
                assertThat(reply.header(header.name())).as(header.name()).isPresent();
                assertMatches(
                        header.name(),
                        header.value(),
                        reply.header(header.name()).orElseThrow());
            }
            for (var name : wanted.headersUnwanted()) {
                assertThat(reply.headers(name)).as(name).isEmpty();
            }
            if (wanted.bodyIsWhole()) {
                assertMatches("body", String.join("\n", wanted.body()), reply.body());
            }
            for (var piece : wanted.pieces()) {
                assertThat(reply.body()).contains(memory.fill(piece));
            }
            for (var piece : wanted.piecesUnwanted()) {
                assertThat(reply.body()).doesNotContain(memory.fill(piece));
            }
        }

        private void assertMatches(String what, String wanted, String found) {
            memory.mismatch(wanted, found).ifPresent(mismatch -> {
                throw new AssertionError(what + "\n" + mismatch);
            });
        }

        private WireTarget.Running started() {
            if (server == null) {
                server = target.start(wireCase.server());
            }
            return server;
        }

        void close() {
            if (server != null) {
                server.close();
            }
        }
    }
}
