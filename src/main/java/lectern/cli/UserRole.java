package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import lectern.account.Role;

@Command(description = "Makes somebody an admin, who manages the server, or a member.")
final class UserRole implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    @Parameters(index = "1", paramLabel = "ROLE", description = "${COMPLETION-CANDIDATES}")
    private Role role;

    private final Lectern lectern;

    UserRole(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            var changed = stores.accounts().changeRole(lectern.account(stores, name), role);
            lectern.noted(stores, changed, "change of the role", "");
            lectern.done(
                    "%s is %s now.".formatted(changed.name(), role == Role.ADMIN ? "an admin" : "a member"),
                    UserShow.facts(changed));
            return Exit.DONE;
        }
    }
}
