package lectern.anki.schema;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import tools.jackson.databind.node.ObjectNode;

import lectern.db.SqliteFile;
import lectern.db.Tx;
import lectern.json.Json;

/// Makes a collection of schema 18 one of schema 11, for clients before 2023. Always on a copy: collapsed tags and
/// what newer clients wrote into the blobs are not part of it.
public final class Downgrade {
    private static final String FILL = "update col set conf = ?, models = ?, decks = ?, dconf = ?, tags = ?";

    private Downgrade() {}

    /// In one transaction. Nobody else has the file open.
    public static void run(SqliteFile file) {
        try (var transaction = file.begin()) {
            transaction.run(Downgrade::fill);
            transaction.script(Resource.text("18-to-11.sql"));
            transaction.commit();
        }
        file.journal(SqliteFile.Journal.ROLLBACK);
    }

    private static int fill(Tx tx) {
        var collection = new Schema18(tx);
        return tx.update(
                FILL,
                text(collection.config().all()),
                text(byId(collection.noteTypes().all(), NoteType::id, NoteType::toJson)),
                text(byId(collection.decks().all(), Deck::id, Deck::toJson)),
                text(byId(collection.deckOptions().all(), Preset::id, Preset::toJson)),
                text(tags(tx)));
    }

    private static <T> ObjectNode byId(List<T> all, ToLongFunction<T> id, Function<T, ObjectNode> json) {
        var objects = Json.object();
        all.forEach(one -> objects.set(Long.toString(id.applyAsLong(one)), json.apply(one)));
        return objects;
    }

    private static ObjectNode tags(Tx tx) {
        var tags = Json.object();
        tx.each("select tag, usn from tags", row -> tags.put(row.text("tag"), Rows.usn(row)));
        return tags;
    }

    private static String text(ObjectNode json) {
        return new String(Verbatim.bytes(json), StandardCharsets.UTF_8);
    }
}
