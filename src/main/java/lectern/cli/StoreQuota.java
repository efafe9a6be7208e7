package lectern.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import lectern.config.Kind;
import lectern.files.Size;
import lectern.syncnode.entry.Quota;
import lectern.syncnode.entry.QuotaLimit;

@Command(
        description = {
            "How much the stores of an account take, and may take.",
            "The operator decides it for one account: lectern store quota --user ana --limit 5GB"
        })
final class StoreQuota implements Callable<Integer> {
    private static final Kind<Long> SIZE = Kind.size("5GB");
    private static final String NONE = "none";
    private static final String USUAL = "usual";

    @Option(
            names = "--limit",
            paramLabel = "SIZE",
            description = "So much from now on, like 500MB or 5GB; none, or usual for what the settings say.")
    private Optional<String> bytes = Optional.empty();

    @Option(
            names = "--stores",
            paramLabel = "NUMBER",
            description = "So many stores from now on; none, or usual for what the settings say.")
    private Optional<String> number = Optional.empty();

    @Mixin
    private final StorePlace place = new StorePlace();

    private final Lectern lectern;

    StoreQuota(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        return bytes.isEmpty() && number.isEmpty() ? shown() : changed();
    }

    private int shown() {
        try (var stores = place.open(lectern)) {
            show(stores.quota());
            return Exit.DONE;
        }
    }

    private int changed() {
        var bytesLimit = bytes.map(text -> limit(text, StoreQuota::size));
        var storesLimit = number.map(text -> limit(text, StoreQuota::count));
        try (var stores = place.openHere(lectern, "A quota")) {
            var before = stores.limit();
            stores.limit(new QuotaLimit(bytesLimit.orElse(before.bytes()), storesLimit.orElse(before.stores())));
            show(stores.quota());
            return Exit.DONE;
        }
    }

    /// Empty: as everybody gets.
    private static OptionalLong limit(String text, ToLongFunction<String> parser) {
        return switch (text) {
            case USUAL -> OptionalLong.empty();
            case NONE -> OptionalLong.of(0);
            default -> OptionalLong.of(parser.applyAsLong(text));
        };
    }

    private static long size(String text) {
        try {
            return SIZE.parser().parse(text, Path.of(""));
        } catch (IllegalArgumentException _) {
            throw Failure.misuse("--limit takes %s, none or usual.".formatted(SIZE.words()));
        }
    }

    private static long count(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw Failure.misuse("--stores takes a whole number above 0, none or usual.");
        }
        return Long.parseLong(text);
    }

    private void show(Quota quota) {
        lectern.show(new Facts()
                .fact("used", "Used", new Size(quota.used()))
                .fact("limit", "Of", boxed(quota.limit()).map(Size::new))
                .fact("stores", "Stores", quota.stores())
                .fact("storesLimit", "Of", boxed(quota.storesLimit())));
    }

    private static Optional<Long> boxed(OptionalLong limit) {
        return limit.isPresent() ? Optional.of(limit.getAsLong()) : Optional.empty();
    }
}
