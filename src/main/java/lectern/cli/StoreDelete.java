package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        description = {
            "Removes a store, for everybody it is shared with, if --token names its version or with --force.",
            "For a while `store restore` brings it back. Exit status 5: somebody else changed it meanwhile."
        })
final class StoreDelete implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "KEY", description = "Its name, or its address.")
    private String key;

    @Mixin
    private final StoreVersion version = new StoreVersion();

    @Mixin
    private final StorePlace place = new StorePlace();

    private final Lectern lectern;

    StoreDelete(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = place.open(lectern)) {
            stores.delete(key, version.expected(stores, key));
            lectern.done("%s is deleted.".formatted(key), new Facts().fact("key", "Key", key));
            return Exit.DONE;
        }
    }
}
