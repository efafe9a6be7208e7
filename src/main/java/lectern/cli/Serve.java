package lectern.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import picocli.CommandLine.Command;

import lectern.config.Config;
import lectern.server.Server;
import lectern.server.Version;

@Command(description = "Runs the server until it is stopped.")
final class Serve implements Callable<Integer> {
    private final Lectern lectern;

    Serve(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() throws InterruptedException {
        var config = lectern.config();
        // Read by logback.xml when the first logger is made, which is not before this.
        System.setProperty("lectern.log", config.log().name().toLowerCase(Locale.ROOT));
        var server = Server.start(config, lectern.console().clock());
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        announce(config, server);
        new CountDownLatch(1).await(); // the hook ends the process
        return Exit.DONE;
    }

    private void announce(Config config, Server server) {
        var where = config.http().host().isEmpty() ? "" : " of " + config.http().host();
        lectern.done(
                "Lectern %s listens on port %d%s; its data is in %s."
                        .formatted(Version.NUMBER, server.port(), where, config.data()),
                new Facts()
                        .fact("version", "Version", Version.NUMBER)
                        .fact("port", "Port", server.port())
                        .fact("plainPort", "Plain port", boxed(server.plainPort()))
                        .fact("data", "Data", config.data())
                        .fact("empty", "Empty", server.isEmpty()));
        if (!lectern.json()) {
            server.firstStart()
                    .map(path -> FirstSteps.text(lectern.console(), config, server.port(), path))
                    .ifPresent(lectern.console().out()::println);
        }
    }

    private static Optional<Integer> boxed(OptionalInt port) {
        return port.isPresent() ? Optional.of(port.getAsInt()) : Optional.empty();
    }
}
