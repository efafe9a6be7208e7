package lectern.anki.collection;

import java.util.List;
import java.util.stream.StreamSupport;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Payload;
import lectern.anki.wire.Refusal;
import lectern.db.Tx;

/// `applyGraves`, and the deletions in `start`: ids of what one side deleted. Note types, presets, tags and
/// configuration have no graves; a client that deletes a note type or a preset asks for a one-way sync.
record Graves(List<Long> cards, List<Long> decks, List<Long> notes) {
    static final Graves NONE = new Graves(List.of(), List.of(), List.of());

    private static final int CARD = 0;
    private static final int NOTE = 1;
    private static final int DECK = 2;

    private static final String SINCE = "select oid from graves where usn >= ? and type = ?";

    /// Also for what is not there: whoever deleted it last is heard by all others.
    private static final String BURY = """
            insert into graves (oid, type, usn) values (?, ?, ?)
            on conflict (oid, type) do update set usn = excluded.usn
            """;

    Graves {
        cards = List.copyOf(cards);
        decks = List.copyOf(decks);
        notes = List.copyOf(notes);
    }

    static Graves inChunk(ObjectNode request) {
        if (request.get("chunk") instanceof ObjectNode graves) {
            return of(graves);
        }
        throw new Refusal(new AnkiError.Malformed("chunk is not an object"));
    }

    /// Ids may be texts: old versions of AnkiMobile write them so.
    static Graves of(ObjectNode graves) {
        return new Graves(ids(graves, "cards"), ids(graves, "decks"), ids(graves, "notes"));
    }

    private static List<Long> ids(ObjectNode graves, String kind) {
        return StreamSupport.stream(graves.path(kind).spliterator(), false)
                .map(Graves::id)
                .toList();
    }

    private static Long id(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        try {
            return Long.valueOf(node.stringValue(""));
        } catch (NumberFormatException _) {
            throw new Refusal(new AnkiError.Malformed("an id in the graves is not a whole number"));
        }
    }

    static Graves since(Tx tx, long usn) {
        return new Graves(since(tx, usn, CARD), since(tx, usn, DECK), since(tx, usn, NOTE));
    }

    private static List<Long> since(Tx tx, long usn, int kind) {
        return tx.list(SINCE, row -> row.whole("oid"), usn, kind);
    }

    /// Deletes what they name and nothing else: the client lists the cards of a note as well. Returns how many
    /// notes there were.
    int apply(Tx tx, long usn) {
        bury(tx, "delete from cards where id = ?", cards, CARD, usn);
        bury(tx, "delete from decks where id = ?", decks, DECK, usn);
        return bury(tx, "delete from notes where id = ?", notes, NOTE, usn);
    }

    private static int bury(Tx tx, String delete, List<Long> ids, int kind, long usn) {
        int deleted = 0;
        for (var id : ids) {
            deleted += tx.update(delete, id);
            tx.update(BURY, id, kind, usn);
        }
        return deleted;
    }

    int count() {
        return cards.size() + decks.size() + notes.size();
    }

    Payload toPayload() {
        return Payload.json(out -> {
            out.writeStartObject();
            write(out, "cards", cards);
            write(out, "decks", decks);
            write(out, "notes", notes);
            out.writeEndObject();
        });
    }

    private static void write(JsonGenerator out, String kind, List<Long> ids) {
        out.writeArrayPropertyStart(kind);
        ids.forEach(out::writeNumber);
        out.writeEndArray();
    }
}
