package lectern.anki.collection;

import java.util.List;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import lectern.anki.collection.Cell.Computed;
import lectern.anki.collection.Cell.Lenience;
import lectern.anki.collection.Cell.Text;
import lectern.anki.collection.Cell.Whole;
import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Refusal;
import lectern.db.Row;

/// The three kinds of rows that travel in chunks: arrays of values in a fixed order, which is that of the columns.
///
/// @param member what a chunk calls them
/// @param room for so many values more, behind a row that comes in: they decide about one that is there already
record RowLayout(String member, int room, List<Cell> cells) {
    static final RowLayout REVLOG = of(
            "revlog",
            0,
            id("id"),
            id("cid"),
            small("usn"),
            strict("ease", 0, 255), // the button; 0: by hand
            signed("ivl"), // days, or seconds below zero
            signed("lastIvl"),
            unsigned("factor"),
            unsigned("time"),
            new Whole("type", 0, 5, Lenience.ZERO)); // may be missing

    static final RowLayout CARDS = of(
            "cards",
            2,
            id("id"),
            id("nid"),
            id("did"),
            strict("ord", 0, 65_535),
            seconds("mod"),
            small("usn"),
            strict("type", 0, 3),
            strict("queue", -3, 4),
            signed("due"),
            unsigned("ivl"),
            strict("factor", 0, 65_535),
            strict("reps", 0, 0xffff_ffffL),
            strict("lapses", 0, 0xffff_ffffL),
            strict("left", 0, 0xffff_ffffL),
            signed("odue"),
            id("odid"),
            strict("flags", 0, 255),
            new Text("data"));

    static final RowLayout NOTES = of(
            "notes",
            2,
            id("id"),
            new Text("guid"),
            id("mid"),
            seconds("mod"),
            small("usn"),
            new Text("tags"),
            new Text("flds"),
            new Computed("sfld"),
            new Computed("csum"),
            strict("flags", 0, 0xffff_ffffL),
            new Text("data"));

    RowLayout {
        cells = List.copyOf(cells);
    }

    private static RowLayout of(String member, int room, Cell... cells) {
        return new RowLayout(member, room, List.of(cells));
    }

    private static Cell id(String column) {
        return new Whole(column, Long.MIN_VALUE, Long.MAX_VALUE, Lenience.REFUSED);
    }

    private static Cell seconds(String column) {
        return new Whole(column, Long.MIN_VALUE, Long.MAX_VALUE, Lenience.CUT);
    }

    private static Cell small(String column) {
        return strict(column, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static Cell strict(String column, long least, long most) {
        return new Whole(column, least, most, Lenience.REFUSED);
    }

    private static Cell signed(String column) {
        return new Whole(column, Integer.MIN_VALUE, Integer.MAX_VALUE, Lenience.CUT);
    }

    private static Cell unsigned(String column) {
        return new Whole(column, 0, 0xffff_ffffL, Lenience.CUT);
    }

    int place(String column) {
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).column().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException(member + " have no " + column);
    }

    /// The row at whose beginning the parser stands.
    Object[] read(JsonParser in) {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw new Refusal(new AnkiError.Malformed("a row of " + member + " is not an array"));
        }
        var values = new Object[cells.size() + room];
        for (int i = 0; i < cells.size(); i++) {
            if (in.nextToken() == JsonToken.END_ARRAY) {
                values[i] = missing(i);
                return values;
            }
            values[i] = cells.get(i).read(in);
        }
        if (in.nextToken() != JsonToken.END_ARRAY) {
            throw new Refusal(new AnkiError.Malformed("a row of " + member + " has too many values"));
        }
        return values;
    }

    private Object missing(int place) {
        if (equals(REVLOG) && place == cells.size() - 1) {
            return 0L;
        }
        throw new Refusal(new AnkiError.Malformed("a row of " + member + " has too few values"));
    }

    /// Answers how many characters its texts have.
    long write(Row row, JsonGenerator out) {
        long characters = 0;
        out.writeStartArray();
        for (var cell : cells) {
            characters += cell.write(row, out);
        }
        out.writeEndArray();
        return characters;
    }
}
