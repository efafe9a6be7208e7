package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

import lectern.server.Version;

@Command(description = "Which Lectern this is, and on which Java it runs.")
final class ShowVersion implements Callable<Integer> {

    private final Lectern lectern;

    ShowVersion(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        lectern.done(
                "Lectern %s on Java %s".formatted(Version.NUMBER, Runtime.version()),
                new Facts().fact("version", "Version", Version.NUMBER).fact("java", "Java", Runtime.version()));
        return Exit.DONE;
    }
}
