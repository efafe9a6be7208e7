package lectern.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

import lectern.account.Account;
import lectern.anki.collection.Overview;
import lectern.files.Size;

@Command(description = "The accounts that have a collection.")
final class AnkiList implements Callable<Integer> {
    private static final Table<Row> TABLE = new Table<Row>("Nobody has a collection yet.")
            .column("name", "Name", row -> row.account().name())
            .column("notes", "Notes", row -> row.overview().content().notes())
            .column("cards", "Cards", row -> row.overview().content().cards())
            .column("bytes", "Size", row -> new Size(row.overview().bytes()))
            .column("media", "Media", Row::media)
            .column("snapshots", "Snapshots", row -> row.overview().snapshots().size())
            .column(
                    "changed_at",
                    "Changed",
                    row -> row.overview().content().state().modified());

    private record Row(Account account, Overview overview, long media) {}

    private final Lectern lectern;

    AnkiList(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() throws IOException {
        try (var stores = lectern.open();
                var collections = lectern.collections(stores)) {
            var rows = new ArrayList<Row>();
            for (var account : stores.accounts().all()) {
                var overview = collections.show(account.id());
                if (overview.isPresent()) {
                    rows.add(new Row(account, overview.get(), stores.media().files(account)));
                }
            }
            lectern.show(TABLE, rows);
            return Exit.DONE;
        }
    }
}
