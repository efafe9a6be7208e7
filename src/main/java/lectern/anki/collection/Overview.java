package lectern.anki.collection;

import java.util.List;
import java.util.Optional;

import lectern.db.Row;
import lectern.db.Tx;

/// What there is to know about a collection, for its owner and the operator.
///
/// @param bytes of its file
/// @param holder who changes it just now
/// @param snapshots the newest first
public record Overview(Content content, long bytes, Optional<Leases.Holder> holder, List<Snapshot> snapshots) {
    public Overview {
        snapshots = List.copyOf(snapshots);
    }

    /// Where it stands, and how much there is of everything.
    public record Content(CollectionState state, long notes, long cards, long reviews, long decks, long noteTypes) {
        private static final String COUNT = """
                select (select count(*) from notes) as notes, (select count(*) from cards) as cards,
                    (select count(*) from revlog) as reviews, (select count(*) from decks) as decks,
                    (select count(*) from notetypes) as note_types
                """;

        static Content read(Tx tx) {
            var state = CollectionState.read(tx);
            return tx.one(COUNT, row -> of(state, row)).orElseThrow();
        }

        private static Content of(CollectionState state, Row row) {
            return new Content(
                    state,
                    row.whole("notes"),
                    row.whole("cards"),
                    row.whole("reviews"),
                    row.whole("decks"),
                    row.whole("note_types"));
        }
    }
}
