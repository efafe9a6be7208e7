package lectern.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import lectern.cli.store.OwnStores.Line;
import lectern.files.Size;

@Command(description = "The stores of an account, and those that others share with it.")
final class StoreList implements Callable<Integer> {
    private static final Table<Line> TABLE = new Table<Line>("There is no store.")
            .column("key", "Key", Line::key)
            .column("size", "Size", line -> new Size(line.size()))
            .column("contentType", "Type", Line::contentType)
            .column("modified", "Changed", Line::modified)
            .column("permission", "May", Line::permission)
            .column("owner", "Owner", Line::owner)
            .column("token", "Token", Line::token)
            .column("address", "Address", Line::address);

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only those whose names begin with this.")
    private String prefix;

    @Mixin
    private final StorePlace place = new StorePlace();

    private final Lectern lectern;

    StoreList(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = place.open(lectern)) {
            lectern.show(TABLE, stores.list(prefix));
            return Exit.DONE;
        }
    }
}
