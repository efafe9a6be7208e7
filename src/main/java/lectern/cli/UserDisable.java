package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "Closes every door to an account; nothing of it is lost.")
final class UserDisable implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    private final Lectern lectern;

    UserDisable(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            var changed = stores.accounts().changeDisabled(lectern.account(stores, name), true);
            lectern.noted(stores, changed, "account disabled", "");
            lectern.done(
                    "%s is disabled now: every door is closed to it.".formatted(changed.name()),
                    UserShow.facts(changed));
            return Exit.DONE;
        }
    }
}
