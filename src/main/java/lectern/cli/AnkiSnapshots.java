package lectern.cli;

import java.io.IOException;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import lectern.anki.collection.Snapshot;
import lectern.files.Size;

@Command(description = "The snapshots of a collection, the newest first.")
final class AnkiSnapshots implements Callable<Integer> {
    private static final Table<Snapshot> TABLE = new Table<Snapshot>("There is no snapshot yet.")
            .column("snapshot", "Snapshot", Snapshot::name)
            .column("at", "Kept at", Snapshot::at)
            .column("bytes", "Size", snapshot -> new Size(snapshot.bytes()))
            .column("reason", "Why", snapshot -> snapshot.reason().words());

    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    @Option(names = "--keep", description = "First keep one of the collection as it is now.")
    private boolean keep;

    private final Lectern lectern;

    AnkiSnapshots(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() throws IOException {
        try (var stores = lectern.open();
                var collections = lectern.collections(stores)) {
            var account = lectern.account(stores, name);
            if (keep && !collections.keep(account.id())) {
                throw NoCollection.of(account);
            }
            lectern.show(TABLE, collections.snapshots(account.id()));
            return Exit.DONE;
        }
    }
}
