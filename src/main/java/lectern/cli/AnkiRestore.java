package lectern.cli;

import java.io.IOException;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        description = {
            "Brings a snapshot of a collection back, and keeps what it replaces.",
            "Every device is then asked which way to sync: Download takes what was brought back."
        })
final class AnkiRestore implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    @Parameters(index = "1", paramLabel = "SNAPSHOT", description = "As `anki snapshots` shows it.")
    private String snapshot;

    private final Lectern lectern;

    AnkiRestore(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() throws IOException {
        try (var stores = lectern.open();
                var collections = lectern.collections(stores)) {
            var account = lectern.account(stores, name);
            if (!collections.restore(account, snapshot)) {
                throw new Failure("%s has no snapshot %s; `lectern anki snapshots` shows all."
                        .formatted(account.name(), snapshot));
            }
            lectern.noted(stores, account, "snapshot restored", snapshot);
            lectern.done(
                    "The collection of %s is as it was. On each device, choose Download at the next sync."
                            .formatted(account.name()),
                    new Facts().fact("name", "Name", account.name()).fact("snapshot", "Snapshot", snapshot));
            return Exit.DONE;
        }
    }
}
