package lectern.cli;

import java.io.IOException;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import lectern.anki.collection.Leases;
import lectern.files.Size;

@Command(description = "What there is to know about a collection.")
final class AnkiShow implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    private final Lectern lectern;

    AnkiShow(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() throws IOException {
        try (var stores = lectern.open();
                var collections = lectern.collections(stores)) {
            var account = lectern.account(stores, name);
            var overview = collections.show(account.id()).orElseThrow(() -> NoCollection.of(account));
            var content = overview.content();
            lectern.show(new Facts()
                    .fact("name", "Name", account.name())
                    .fact("notes", "Notes", content.notes())
                    .fact("cards", "Cards", content.cards())
                    .fact("reviews", "Reviews", content.reviews())
                    .fact("decks", "Decks", content.decks())
                    .fact("note_types", "Note types", content.noteTypes())
                    .fact("media", "Media files", stores.media().files(account))
                    .fact("bytes", "Size", new Size(overview.bytes()))
                    .fact("changed_at", "Changed", content.state().modified())
                    .fact("one_way_at", "One-way sync", content.state().schemaModified())
                    .fact("usn", "Number of syncs", content.state().usn())
                    .fact("syncing", "Syncing now", overview.holder().map(Leases.Holder::name))
                    .fact("snapshots", "Snapshots", overview.snapshots().size()));
            return Exit.DONE;
        }
    }
}
