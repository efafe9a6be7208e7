package lectern.anki.collection;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Refusal;
import lectern.db.Tx;

/// `start`: opens a sync, and tells the client what was deleted since it was last here.
///
/// @param since the number up to which the client has everything
/// @param clientIsNewer its collection changed last
/// @param graves what the client deleted, which Anki up to 2.1.27 sends here; others send it with `applyGraves`
record Start(int since, boolean clientIsNewer, Graves graves) {

    static Start of(ObjectNode request) {
        var since = request.path("minUsn");
        if (!since.isIntegralNumber() || !since.canConvertToInt()) {
            throw malformed("minUsn is not a number");
        }
        var newer = request.path("lnewer");
        if (!newer.isBoolean()) {
            throw malformed("lnewer is not true or false");
        }
        return new Start(since.intValue(), newer.booleanValue(), graves(request.path("graves")));
    }

    private static Graves graves(JsonNode graves) {
        return switch (graves) {
            case ObjectNode object -> Graves.of(object);
            case JsonNode none when none.isNull() || none.isMissingNode() -> Graves.NONE;
            default -> throw malformed("graves is not an object");
        };
    }

    private static Refusal malformed(String reason) {
        return new Refusal(new AnkiError.Malformed(reason));
    }

    Terms terms(Tx tx, Merge merge) {
        return new Terms(CollectionState.read(tx).usn(), since, clientIsNewer, merge);
    }

    /// The server lost something that this client knows: a backup was put back behind its back.
    boolean hasSeenTheFutureOf(Terms terms) {
        return since > terms.usn();
    }
}
