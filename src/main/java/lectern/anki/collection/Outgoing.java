package lectern.anki.collection;

import tools.jackson.core.JsonGenerator;

import lectern.anki.wire.Payload;
import lectern.db.Row;
import lectern.db.Tx;

/// `chunk`: the rows that are new to the client, a few hundred with each call, reviews first. It remembers only how
/// far it came in each table, in the order of the index by number: a million reviews take no more memory than one.
final class Outgoing {
    /// What clients send at once; they take any number.
    private static final int OBJECTS = 250;

    static final String REVIEWS = "select * from revlog where (usn, id) > (?, ?) order by usn, id limit ?";
    static final String CARDS = "select * from cards where (usn, id) > (?, ?) order by usn, id limit ?";
    static final String NOTES = "select * from notes where (usn, id) > (?, ?) order by usn, id limit ?";

    private final Progress reviews;
    private final Progress cards;
    private final Progress notes;

    /// @param since the number from which on rows are sent
    Outgoing(long since) {
        reviews = new Progress(RowLayout.REVLOG, REVIEWS, since);
        cards = new Progress(RowLayout.CARDS, CARDS, since);
        notes = new Progress(RowLayout.NOTES, NOTES, since);
    }

    /// A chunk that is full says nothing about whether more follows: the client asks once more.
    Payload next(Tx tx) {
        return Payload.json(out -> {
            out.writeStartObject();
            int room = OBJECTS;
            for (var table : new Progress[] {reviews, cards, notes}) {
                room -= table.write(tx, room, out);
            }
            out.writeBooleanProperty("done", room > 0);
            out.writeEndObject();
        });
    }

    long sent() {
        return reviews.sent + cards.sent + notes.sent;
    }

    private static final class Progress {
        private final RowLayout layout;
        private final String after;
        private long usn;
        private long id = Long.MAX_VALUE;
        private long sent;

        Progress(RowLayout layout, String after, long since) {
            this.layout = layout;
            this.after = after;
            this.usn = since - 1;
        }

        /// Without its member when there is nothing to write in it.
        int write(Tx tx, int room, JsonGenerator out) {
            if (room == 0) {
                return 0;
            }
            long before = sent;
            tx.each(after, row -> write(row, sent == before, out), usn, id, room);
            if (sent > before) {
                out.writeEndArray();
            }
            return (int) (sent - before);
        }

        private void write(Row row, boolean first, JsonGenerator out) {
            if (first) {
                out.writeArrayPropertyStart(layout.member());
            }
            layout.write(row, out);
            usn = row.whole("usn");
            id = row.whole("id");
            sent++;
        }
    }
}
