package lectern.anki.collection;

import java.time.Instant;
import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Payload;
import lectern.anki.wire.Refusal;
import lectern.anki.wire.SyncVersion;
import lectern.db.Tx;
import lectern.json.Json;

/// `meta`: where the server's collection stands, from which the client decides what to do. Clients ask for it every
/// few minutes for the colour of an icon, so a collection that nobody changed is not even opened. It says what is
/// committed whether or not somebody syncs.
///
/// @param empty there are no cards
/// @param secondScheduler it uses what clients know since version 9
/// @param timezones it uses what clients know since version 10
record Meta(
        Instant modified, Instant schemaModified, long usn, boolean empty, boolean secondScheduler, boolean timezones) {
    private static final String HAS_CARDS = "select exists (select 1 from cards) as found";
    private static final String CONFIG = "select val from config where key = ?";

    private static final String NEEDS_SECOND_SCHEDULER =
            "Your collection uses the scheduler of Anki 2.1, which this app does not know. Please update the app.";
    private static final String NEEDS_TIMEZONES =
            "Your collection uses the time zones of Anki 2.1.28, which this app does not know. Please update the app.";

    /// The version a client says it speaks; older ones say it nowhere else.
    static SyncVersion version(ObjectNode request) {
        var version = request.path("v");
        if (!version.isIntegralNumber() || !version.canConvertToLong()) {
            throw new Refusal(new AnkiError.Malformed("v is not a number"));
        }
        return SyncVersion.of(version.longValue()).orElseThrow(() -> new Refusal(new AnkiError.ClientTooOld()));
    }

    /// Of an account that never synced. Two collections that never changed have nothing to tell each other, so a
    /// new client is not asked to choose anything.
    static Meta ofNone(Instant accountCreated) {
        return new Meta(Instant.EPOCH, accountCreated, 0, true, false, false);
    }

    static Meta read(Tx tx) {
        var state = CollectionState.read(tx);
        return new Meta(
                state.modified(),
                state.schemaModified(),
                state.usn(),
                !tx.one(HAS_CARDS, row -> row.flag("found")).orElseThrow(),
                config(tx, "schedVer").equals(Optional.of("2")),
                config(tx, "creationOffset")
                        .filter(value -> !value.equals("null"))
                        .isPresent());
    }

    /// Why this client cannot sync; empty when it can.
    private String message(SyncVersion version) {
        if (version.compareTo(SyncVersion.V9) < 0 && secondScheduler) {
            return NEEDS_SECOND_SCHEDULER;
        }
        if (version.compareTo(SyncVersion.V10) < 0 && timezones) {
            return NEEDS_TIMEZONES;
        }
        return "";
    }

    /// The JSON text of one value.
    private static Optional<String> config(Tx tx, String key) {
        return tx.one(CONFIG, row -> row.text("val"), key);
    }

    Payload toPayload(SyncVersion version, Instant now, long mediaUsn) {
        var message = message(version);
        return Payload.json(Json.object()
                .put("mod", modified.toEpochMilli())
                .put("scm", schemaModified.toEpochMilli())
                .put("usn", usn)
                .put("ts", now.getEpochSecond())
                .put("msg", message)
                .put("cont", message.isEmpty())
                .put("hostNum", 0) // clients up to 2.1.27 chose a host by it; it must be there
                .put("empty", empty)
                .put("media_usn", mediaUsn));
    }
}
