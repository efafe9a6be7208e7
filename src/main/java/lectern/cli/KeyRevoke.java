package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "Ends a device key, and what was signed in with it.")
final class KeyRevoke implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    @Parameters(index = "1", paramLabel = "HANDLE", description = "As `key list` shows it.")
    private String handle;

    private final Lectern lectern;

    KeyRevoke(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            var account = lectern.account(stores, name);
            if (!stores.keys().revoke(account.id(), lectern.handle(handle))) {
                throw new Failure("%s has no device key %s; `lectern key list %s` shows all."
                        .formatted(account.name(), handle, account.name()));
            }
            lectern.noted(stores, account, "device key revoked", "");
            lectern.done("The device key has ended.", new Facts().fact("handle", "Handle", handle));
            return Exit.DONE;
        }
    }
}
