package lectern.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import lectern.bench.Requests.Kind;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A server on a port of this machine, and those who ask it about `documents` of each of `accounts`.
record Target(Usage usage, int port, int accounts, int documents) {
    static final int CONNECTIONS = 32;

    private static final int SECONDS = 4;

    void warmUp(Kind kind, int seconds) {
        load(kind, seconds, 0);
    }

    Measured measure(Kind kind) {
        return load(kind, 2, SECONDS);
    }

    /// Pushes every document of every account once.
    void fill() {
        load(Kind.FILL, 0, 3600);
    }

    private Measured load(Kind kind, int warmUpSeconds, int seconds) {
        var options = List.of("-XX:+UseSerialGC", "-Xms48m", "-Xmx48m", "-Xmn32m");
        var before = usage.cpu();
        var load = JavaProcess.start(
                options, Load.class, port, CONNECTIONS, kind, accounts, documents, warmUpSeconds, seconds);
        try {
            var said = new String(load.getInputStream().readAllBytes(), UTF_8)
                    .strip()
                    .split(" ", -1);
            if (load.waitFor() != 0) {
                throw new IllegalStateException("the load generator failed, and said why above");
            }
            var cpu = usage.cpu().minus(before);
            return new Measured(
                    Double.parseDouble(said[0]),
                    Double.parseDouble(said[1]),
                    Double.parseDouble(said[2]),
                    cpu.toNanos() / 1e3 / Double.parseDouble(said[3]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            load.destroyForcibly();
        }
    }
}
