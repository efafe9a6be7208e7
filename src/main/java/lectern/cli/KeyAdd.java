package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import lectern.account.Scope;

@Command(description = "Makes a device key, which is shown once.")
final class KeyAdd implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    @Parameters(index = "1", paramLabel = "LABEL", description = "What the device is called, as Kindle.")
    private String label;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            defaultValue = "reading",
            description =
                    "What it opens: reading, anki, dav, store, or store:PREFIX:r and store:PREFIX:rw; without this: reading.")
    private String scope;

    private final Lectern lectern;

    KeyAdd(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        var parsed = Scope.parse(scope)
                .filter(some -> !(some instanceof Scope.Everything))
                .orElseThrow(() -> new Failure(
                        "%s is no scope; write for example reading, store or store:notes:rw.".formatted(scope)));
        try (var stores = lectern.open()) {
            var account = lectern.account(stores, name);
            var created = stores.keys().add(account, label, parsed);
            lectern.noted(stores, account, "device key made", label);
            var key = created.deviceKey();
            lectern.done(
                    "Type this instead of the password, on this device only; it is shown only now: " + created.key(),
                    new Facts()
                            .fact("key", "Key", created.key())
                            .fact("handle", "Handle", key.handle())
                            .fact("label", "Label", key.label())
                            .fact("scope", "Scope", key.scope().text())
                            .fact("createdAt", "Made", key.createdAt()));
            return Exit.DONE;
        }
    }
}
