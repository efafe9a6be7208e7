package lectern.cli;

import java.io.IOException;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        description = {
            "Looks through all of a collection for damage, also while the server runs.",
            "The exit code is 1 when there is any."
        })
final class AnkiVerify implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    private final Lectern lectern;

    AnkiVerify(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() throws IOException {
        try (var stores = lectern.open();
                var collections = lectern.collections(stores)) {
            var account = lectern.account(stores, name);
            var integrity = collections.verify(account.id()).orElseThrow(() -> NoCollection.of(account));
            lectern.done(
                    integrity.sound()
                            ? "The collection of %s is sound.".formatted(account.name())
                            : "The collection of %s is damaged: %s. `lectern anki snapshots` shows what can be restored."
                                    .formatted(account.name(), String.join("; ", integrity.problems())),
                    new Facts()
                            .fact("name", "Name", account.name())
                            .fact("sound", "Sound", integrity.sound())
                            .fact("problems", "Problems", integrity.problems()));
            return integrity.sound() ? Exit.DONE : Exit.FAILED;
        }
    }
}
