package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        description = {
            "Brings a version back as a new one. What it replaces becomes an old version.",
            "Of a store that exists, --token names the version it has, or --force says whatever is there."
        })
final class StoreRestore implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "KEY", description = "Its name, or its address.")
    private String key;

    @Parameters(index = "1", paramLabel = "VERSION", description = "A token, as `store versions` shows it.")
    private String restored;

    @Mixin
    private final StoreVersion version = new StoreVersion();

    @Mixin
    private final StorePlace place = new StorePlace();

    private final Lectern lectern;

    StoreRestore(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = place.open(lectern)) {
            var stored = stores.restore(key, restored, version.expected(stores, key));
            lectern.done(
                    "%s is restored, at version %s.".formatted(key, stored.token()),
                    new Facts().fact("key", "Key", key).fact("token", "Token", stored.token()));
            return Exit.DONE;
        }
    }
}
