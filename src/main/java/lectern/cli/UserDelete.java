package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "Deletes an account and everything it owns.")
final class UserDelete implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    private final Lectern lectern;

    UserDelete(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open();
                var services = lectern.services(stores)) {
            var account = lectern.account(stores, name);
            lectern.confirm("Delete %s and everything that belongs to it?".formatted(account.name()));
            stores.accounts().delete(account);
            services.sweeper().sweep();
            lectern.done("Deleted the account %s.".formatted(account.name()), UserShow.facts(account));
            return Exit.DONE;
        }
    }
}
