package lectern.anki.collection;

import java.util.HashMap;
import java.util.Map;

import lectern.anki.schema.NoteText;
import lectern.anki.schema.NoteTypes;
import lectern.anki.schema.Unreadable;
import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Refusal;
import lectern.db.Tx;

/// `applyChunk`: the rows that the client sends. A review that is here already stays as it is. A card or note is
/// accepted when only the client changed it since it was last here; when both did, the later change wins, and of
/// two changes within one second the client's, which has just kept its own against ours.
///
/// Each row is one statement, which decides for itself.
final class Incoming {
    private static final String REVIEW = """
            insert into revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do nothing
            """;

    private static final String CARD = """
            insert into cards (id, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, "left",
                odue, odid, flags, data)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do update set
                nid = excluded.nid, did = excluded.did, ord = excluded.ord, mod = excluded.mod, usn = excluded.usn,
                type = excluded.type, queue = excluded.queue, due = excluded.due, ivl = excluded.ivl,
                factor = excluded.factor, reps = excluded.reps, lapses = excluded.lapses, "left" = excluded."left",
                odue = excluded.odue, odid = excluded.odid, flags = excluded.flags, data = excluded.data
            where cards.usn < ? or cards.mod < excluded.mod + ?
            """;

    private static final String NOTE = """
            insert into notes (id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do update set
                guid = excluded.guid, mid = excluded.mid, mod = excluded.mod, usn = excluded.usn, tags = excluded.tags,
                flds = excluded.flds, sfld = excluded.sfld, csum = excluded.csum, flags = excluded.flags,
                data = excluded.data
            where notes.usn < ? or notes.mod < excluded.mod + ?
            """;

    private static final int REVIEW_USN = RowLayout.REVLOG.place("usn");
    private static final int CARD_USN = RowLayout.CARDS.place("usn");
    private static final int NOTE_USN = RowLayout.NOTES.place("usn");
    private static final int NOTE_TYPE = RowLayout.NOTES.place("mid");
    private static final int TAGS = RowLayout.NOTES.place("tags");
    private static final int FIELDS = RowLayout.NOTES.place("flds");
    private static final int SORT_FIELD = RowLayout.NOTES.place("sfld");
    private static final int CHECKSUM = RowLayout.NOTES.place("csum");
    private static final int FLAGS = RowLayout.NOTES.place("flags");
    private static final int DATA = RowLayout.NOTES.place("data");

    private final Terms terms;
    private final Map<Long, NoteTypes.Shape> noteTypes = new HashMap<>();

    Incoming(Terms terms) {
        this.terms = terms;
    }

    /// After note types came in.
    void forgetNoteTypes() {
        noteTypes.clear();
    }

    int take(Tx tx, Chunk chunk) {
        chunk.reviews().forEach(review -> {
            review[REVIEW_USN] = terms.usn();
            tx.update(REVIEW, review);
        });
        chunk.cards().forEach(card -> {
            card[CARD_USN] = terms.usn();
            tx.update(CARD, decided(card));
        });
        chunk.notes().forEach(note -> tx.update(NOTE, decided(complete(tx, note))));
        return chunk.count();
    }

    /// Adds what decides about a row that is there already.
    private Object[] decided(Object[] row) {
        row[row.length - 2] = terms.since();
        row[row.length - 1] = terms.merge() == Merge.CONVERGING ? 1 : 0;
        return row;
    }

    private Object[] complete(Tx tx, Object[] note) {
        var text = text(tx, note);
        note[NOTE_USN] = terms.usn();
        note[TAGS] = text.tags();
        note[FIELDS] = text.fields();
        note[SORT_FIELD] = text.sortField();
        note[CHECKSUM] = text.checksum();
        note[FLAGS] = 0L;
        note[DATA] = "";
        return note;
    }

    private NoteText text(Tx tx, Object[] note) {
        var shape = noteTypes.computeIfAbsent(
                (Long) note[NOTE_TYPE],
                id -> new NoteTypes(tx)
                        .shape(id)
                        .orElseThrow(() -> notMergeable("a note has a note type that is not there")));
        try {
            return NoteText.of((String) note[TAGS], (String) note[FIELDS], shape);
        } catch (Unreadable unreadable) {
            throw notMergeable(unreadable.reason());
        }
    }

    private static Refusal notMergeable(String reason) {
        return new Refusal(new AnkiError.NotMergeable(reason));
    }
}
