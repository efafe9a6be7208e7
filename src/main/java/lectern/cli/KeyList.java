package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import lectern.account.DeviceKey;

@Command(description = "The device keys of an account, newest first.")
final class KeyList implements Callable<Integer> {
    private static final Table<DeviceKey> TABLE = new Table<DeviceKey>(
                    "There is no device key yet; make one: lectern key add NAME LABEL")
            .column("handle", "Handle", DeviceKey::handle)
            .column("label", "Label", DeviceKey::label)
            .column("scope", "Scope", key -> key.scope().text())
            .column("createdAt", "Made", DeviceKey::createdAt)
            .column("lastUsed", "Last used", DeviceKey::lastUsed);

    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    private final Lectern lectern;

    KeyList(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            lectern.show(TABLE, stores.keys().list(lectern.account(stores, name).id()));
            return Exit.DONE;
        }
    }
}
