package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import lectern.cli.store.OwnStores.Version;
import lectern.files.Size;

@Command(description = "What was in a store, the newest first; also of one that was deleted.")
final class StoreVersions implements Callable<Integer> {
    private static final Table<Version> TABLE = new Table<Version>("There is no version.")
            .column("token", "Token", Version::token)
            .column("size", "Size", version -> new Size(version.size()))
            .column("contentType", "Type", Version::contentType)
            .column("modified", "Written", Version::modified)
            .column("by", "By", Version::by)
            .column("current", "Current", Version::current);

    @Parameters(index = "0", paramLabel = "KEY", description = "Its name, or its address.")
    private String key;

    @Mixin
    private final StorePlace place = new StorePlace();

    private final Lectern lectern;

    StoreVersions(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = place.open(lectern)) {
            lectern.show(TABLE, stores.versions(key));
            return Exit.DONE;
        }
    }
}
