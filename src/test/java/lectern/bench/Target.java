package lectern.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import lectern.bench.Requests.Kind;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A server on a port of this machine, and what those who ask it speak of: see [Requests].
record Target(Usage usage, int port, List<String> words) {
    static final int CONNECTIONS = 32;

    private static final int SECONDS = 4;

    Target {
        words = List.copyOf(words);
    }

    void warmUp(Kind kind, int seconds) {
        load(kind, seconds, 0);
    }

    Measured measure(Kind kind) {
        return load(kind, 2, SECONDS);
    }

    void fill() {
        load(Kind.FILL, 0, 3600);
    }

    private Measured load(Kind kind, int warmUpSeconds, int seconds) {
        var options = List.of("-XX:+UseSerialGC", "-Xms48m", "-Xmx48m", "-Xmn32m");
        var before = usage.cpu();
        var what = new ArrayList<Object>(List.of(port, CONNECTIONS, kind, warmUpSeconds, seconds));
        what.addAll(words);
        var load = JavaProcess.start(options, Load.class, what.toArray());
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
