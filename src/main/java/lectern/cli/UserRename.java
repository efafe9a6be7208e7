package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import lectern.account.AccountName;

@Command(description = "Gives an account another name; everything else stays.")
final class UserRename implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    @Parameters(index = "1", paramLabel = "NEW-NAME", description = "What the person types from now on.")
    private String newName;

    private final Lectern lectern;

    UserRename(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        AccountName.problem(newName).ifPresent(problem -> {
            throw new Failure(problem);
        });
        try (var stores = lectern.open()) {
            var renamed = stores.accounts()
                    .rename(lectern.account(stores, name), new AccountName(newName))
                    .orElseThrow(() -> new Failure("There is already an account with that name or mail address."));
            lectern.noted(stores, renamed, "renaming", "");
            lectern.done("It is called %s now.".formatted(renamed.name()), UserShow.facts(renamed));
            return Exit.DONE;
        }
    }
}
