package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "Opens the doors to a disabled account again.")
final class UserEnable implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    private final Lectern lectern;

    UserEnable(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            var changed = stores.accounts().changeDisabled(lectern.account(stores, name), false);
            lectern.noted(stores, changed, "account enabled", "");
            lectern.done("%s is enabled now.".formatted(changed.name()), UserShow.facts(changed));
            return Exit.DONE;
        }
    }
}
