package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "Whether the password opens the web only, so that every app needs a device key.")
final class UserKeysOnly implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    @Parameters(index = "1", paramLabel = "ON-OR-OFF", description = "${COMPLETION-CANDIDATES}")
    private Switch to;

    private final Lectern lectern;

    UserKeysOnly(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            var changed = stores.accounts().changeKeysOnly(lectern.account(stores, name), to == Switch.ON);
            lectern.noted(
                    stores,
                    changed,
                    changed.keysOnly() ? "doors closed to the password" : "doors opened to the password",
                    "");
            lectern.done(
                    changed.keysOnly()
                            ? "Apps of %s need a device key now.".formatted(changed.name())
                            : "Apps of %s may use the password again.".formatted(changed.name()),
                    UserShow.facts(changed));
            return Exit.DONE;
        }
    }
}
