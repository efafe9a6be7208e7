package lectern.cli;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(description = "How much the stores of an account take, and may take.")
final class StoreQuota implements Callable<Integer> {
    @Mixin
    private final StorePlace place = new StorePlace();

    private final Lectern lectern;

    StoreQuota(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = place.open(lectern)) {
            var quota = stores.quota();
            lectern.show(new Facts()
                    .fact("used", "Used", new Size(quota.used()))
                    .fact("limit", "Of", boxed(quota.limit()).map(Size::new))
                    .fact("stores", "Stores", quota.stores())
                    .fact("storesLimit", "Of", boxed(quota.storesLimit())));
            return Exit.DONE;
        }
    }

    private static Optional<Long> boxed(OptionalLong limit) {
        return limit.isPresent() ? Optional.of(limit.getAsLong()) : Optional.empty();
    }
}
