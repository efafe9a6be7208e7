package lectern.anki.collection;

import java.util.List;

import tools.jackson.core.JsonGenerator;

import lectern.anki.collection.Exchange.Amounts;
import lectern.anki.wire.Payload;
import lectern.db.Row;
import lectern.db.Tx;

/// `chunk`: the rows that are new to the client, some hundred with each call, reviews first. It remembers only how
/// far it came in each table, in the order of the index by number: a million reviews take no more memory than one.
final class Outgoing {
    /// Clients send 250 at once and take any number. A request costs as much as some hundred rows.
    private static final int OBJECTS = 1_000;

    /// Long notes fill a chunk sooner: it is held in memory here, and on a phone.
    private static final int CHARACTERS = 1 << 20;

    /// Read at once, before what they hold is counted.
    private static final int PIECE = 50;

    static final List<Table> TABLES = List.of(
            new Table(
                    RowLayout.REVLOG,
                    "select * from revlog where usn = ? and id > ? order by id limit ?",
                    "select * from revlog where usn > ? order by usn, id limit ?"),
            new Table(
                    RowLayout.CARDS,
                    "select * from cards where usn = ? and id > ? order by id limit ?",
                    "select * from cards where usn > ? order by usn, id limit ?"),
            new Table(
                    RowLayout.NOTES,
                    "select * from notes where usn = ? and id > ? order by id limit ?",
                    "select * from notes where usn > ? order by usn, id limit ?"));

    /// Two statements, because SQLite finds the place of a pair of values by the first alone, and would read all
    /// rows of a large sync again for each chunk.
    ///
    /// @param same the rows of one number, from behind an id on
    /// @param later the rows of higher numbers
    record Table(RowLayout layout, String same, String later) {}

    private final List<Progress> tables;

    /// @param since the number from which on rows are sent
    Outgoing(long since) {
        tables = TABLES.stream().map(table -> new Progress(table, since)).toList();
    }

    /// A chunk that is full says nothing about whether more follows: the client asks once more.
    Payload next(Tx tx) {
        return Payload.json(out -> {
            out.writeStartObject();
            var room = new Room();
            for (var table : tables) {
                table.write(tx, room, out);
            }
            out.writeBooleanProperty("done", !room.full());
            out.writeEndObject();
        });
    }

    Amounts sent() {
        return new Amounts(sent(RowLayout.NOTES), sent(RowLayout.CARDS), sent(RowLayout.REVLOG), 0, 0);
    }

    private long sent(RowLayout layout) {
        return tables.stream()
                .filter(progress -> progress.table.layout.equals(layout))
                .mapToLong(progress -> progress.sent)
                .sum();
    }

    /// What a chunk still holds.
    private static final class Room {
        private int objects = OBJECTS;
        private long characters = CHARACTERS;

        boolean full() {
            return objects <= 0 || characters <= 0;
        }

        int piece() {
            return Math.min(objects, PIECE);
        }

        void take(long written) {
            objects--;
            characters -= written;
        }
    }

    private static final class Progress {
        private final Table table;
        private long usn;
        private long id = Long.MAX_VALUE;
        private long sent;

        Progress(Table table, long since) {
            this.table = table;
            this.usn = since - 1;
        }

        /// Without its member when there is nothing to write in it.
        void write(Tx tx, Room room, JsonGenerator out) {
            long before = sent;
            long last;
            do {
                last = sent;
                if (!room.full()) {
                    tx.each(table.same, row -> write(row, sent == before, room, out), usn, id, room.piece());
                }
                if (!room.full() && sent == last) {
                    tx.each(table.later, row -> write(row, sent == before, room, out), usn, room.piece());
                }
            } while (sent > last);
            if (sent > before) {
                out.writeEndArray();
            }
        }

        private void write(Row row, boolean first, Room room, JsonGenerator out) {
            if (first) {
                out.writeArrayPropertyStart(table.layout.member());
            }
            room.take(table.layout.write(row, out));
            usn = row.whole("usn");
            id = row.whole("id");
            sent++;
        }
    }
}
