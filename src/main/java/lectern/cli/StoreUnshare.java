package lectern.cli;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(description = "Takes a store away from others, or leaves it. Who has none is passed over.")
final class StoreUnshare implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "KEY", description = "Its name, or its address.")
    private String key;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "NAME", description = "Names or mail addresses.")
    private List<String> users;

    @Mixin
    private final StorePlace place = new StorePlace();

    private final Lectern lectern;

    StoreUnshare(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = place.open(lectern)) {
            stores.unshare(key, users);
            lectern.done(
                    "%s may no longer use %s.".formatted(String.join(", ", users), key),
                    new Facts().fact("key", "Key", key).fact("users", "Names", users));
            return Exit.DONE;
        }
    }
}
