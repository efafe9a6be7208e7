package lectern.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import lectern.cli.store.OwnStores;
import lectern.syncnode.entry.Expected;
import lectern.syncnode.entry.Expected.Condition;

/// Which version somebody means to replace or to remove.
final class StoreVersion {
    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "The version it has, as `store list` shows it; with another one, nothing is changed.")
    private @Nullable String token;

    @Option(names = "--force", description = "Whatever is there.")
    private boolean force;

    boolean isSaid() {
        return token != null || force;
    }

    Expected expected(OwnStores stores, String key) {
        if (token != null && force) {
            throw Failure.misuse("Say --token or --force.");
        }
        if (token != null) {
            return Expected.token(token);
        }
        return force && stores.exists(key) ? Expected.NOTHING.and(new Condition.Exists()) : Expected.NOTHING;
    }
}
