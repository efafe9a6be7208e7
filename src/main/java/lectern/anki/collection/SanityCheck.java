package lectern.anki.collection;

import java.util.List;
import java.util.stream.IntStream;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Payload;
import lectern.anki.wire.Refusal;
import lectern.db.Row;
import lectern.db.Tx;

/// `sanityCheck2`: both sides count what they have at the end of a sync.
///
/// The client sends `[[new, learn, review], cards, notes, reviews, graves, note types, decks, presets]`. What is
/// due, and the graves, differ with good reason and count as 0.
///
/// @param client its counts from the cards on, with 0 for the graves
record SanityCheck(List<Long> client) {
    private static final int DUE = 0;
    private static final int GRAVES = 4;
    private static final int LENGTH = 8;

    private static final String COUNT = """
            select (select count(*) from cards) as cards, (select count(*) from notes) as notes,
                (select count(*) from revlog) as revlog, (select count(*) from notetypes) as notetypes,
                (select count(*) from decks) as decks, (select count(*) from deck_config) as deck_config
            """;

    /// What a client has changed and not sent has this number; nothing here ever may.
    private static final String UNSENT = """
            select exists (select 1 from cards where usn = -1) or exists (select 1 from notes where usn = -1)
                or exists (select 1 from revlog where usn = -1) or exists (select 1 from graves where usn = -1)
                or exists (select 1 from decks where usn = -1) or exists (select 1 from deck_config where usn = -1)
                or exists (select 1 from tags where usn = -1) or exists (select 1 from notetypes where usn = -1)
                as unsent
            """;

    static SanityCheck of(ObjectNode request) {
        if (request.get("client") instanceof ArrayNode counts
                && counts.size() == LENGTH
                && counts.get(DUE).isArray()
                && counts.valueStream().skip(1).allMatch(JsonNode::isIntegralNumber)) {
            return new SanityCheck(IntStream.range(1, LENGTH)
                    .mapToLong(i -> i == GRAVES ? 0 : counts.get(i).asLong(-1))
                    .boxed()
                    .toList());
        }
        throw new Refusal(new AnkiError.Malformed("client is not a list of counts"));
    }

    /// What came of it.
    ///
    /// @param server empty when an object is marked as unsent, whatever the counts
    record Result(List<Long> client, List<Long> server) {
        boolean same() {
            return server.equals(client);
        }

        Payload toPayload() {
            return Payload.json(out -> {
                out.writeStartObject();
                out.writeStringProperty("status", same() ? "ok" : "bad");
                out.writeName("c");
                write(client, out);
                out.writeName("s");
                if (server.isEmpty()) {
                    out.writeNull();
                } else {
                    write(server, out);
                }
                out.writeEndObject();
            });
        }

        private static void write(List<Long> counts, JsonGenerator out) {
            out.writeStartArray();
            out.writeArray(new int[3], 0, 3);
            counts.forEach(out::writeNumber);
            out.writeEndArray();
        }

        /// For the log: which of them differ is the first question of whoever looks into it.
        @Override
        public String toString() {
            return "the client has " + client + ", the server " + (server.isEmpty() ? "something unsent" : server);
        }
    }

    Result against(Tx tx) {
        boolean unsent = tx.one(UNSENT, row -> row.flag("unsent")).orElseThrow();
        return new Result(
                client, unsent ? List.of() : tx.one(COUNT, SanityCheck::counts).orElseThrow());
    }

    private static List<Long> counts(Row row) {
        return List.of(
                row.whole("cards"),
                row.whole("notes"),
                row.whole("revlog"),
                0L,
                row.whole("notetypes"),
                row.whole("decks"),
                row.whole("deck_config"));
    }
}
