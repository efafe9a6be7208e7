package lectern.cli;

import java.io.IOException;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import lectern.account.Account;

@Command(
        description = {
            "Empties a collection, and keeps a snapshot of it. The name has to be typed again.",
            "Every device is then asked which way to sync: Upload puts its own collection here."
        })
final class AnkiReset implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    @Option(names = "--yes", description = "Do not ask for the name again.")
    private boolean yes;

    private final Lectern lectern;

    AnkiReset(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() throws IOException {
        try (var stores = lectern.open();
                var collections = lectern.collections(stores)) {
            var account = lectern.account(stores, name);
            if (!yes) {
                askForTheName(account);
            }
            collections.reset(account);
            lectern.noted(stores, account, "collection emptied", "");
            lectern.done(
                    "The collection of %s is empty; `lectern anki snapshots` shows what it was."
                            .formatted(account.name()),
                    new Facts().fact("name", "Name", account.name()));
            return Exit.DONE;
        }
    }

    private void askForTheName(Account account) {
        var typed = lectern.console()
                .terminal()
                .orElseThrow(() -> Failure.misuse("Nobody is there to type the name again; say --yes instead."))
                .shown("To empty the collection of %s, type the name again: ".formatted(account.name()));
        if (!typed.strip().equals(account.name().value())) {
            throw new Failure("Nothing was changed.");
        }
    }
}
