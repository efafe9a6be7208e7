package lectern.syncnode.feed;

import java.util.List;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.account.AccountName;
import lectern.json.Json;
import lectern.syncnode.entry.Change;
import lectern.syncnode.entry.Entry;
import lectern.syncnode.entry.Event;

/// Changes in the words of the wire, alike in a page and in a stream.
final class Rows {
    private Rows() {}

    static void add(List<Change> changes, ArrayNode to) {
        changes.forEach(change -> to.add(of(change)));
    }

    static ObjectNode of(Change change) {
        var row = Json.object()
                .put("key", change.key())
                .put("address", change.address().text())
                .put("event", word(change.event()));
        if (change.event() == Event.OWNER_DELETED) {
            row.put("by", "owner-deleted");
        }
        change.entry()
                .ifPresentOrElse(
                        entry -> addEntry(row, entry),
                        () -> row.put("modified", change.at().toEpochMilli()));
        change.client().ifPresent(client -> row.put("client", client));
        return row;
    }

    private static String word(Event event) {
        return switch (event) {
            case PUT -> "put";
            case GRANT -> "grant";
            case DELETE, OWNER_DELETED -> "delete";
            case REVOKE -> "revoke";
        };
    }

    private static void addEntry(ObjectNode row, Entry entry) {
        row.put("token", entry.token().value())
                .put("size", entry.properties().size())
                .put("modified", entry.modified().toEpochMilli())
                .put("permission", entry.permission().name());
        entry.properties().contentType().ifPresent(type -> row.put("contentType", type));
        if (!entry.own()) {
            row.put("shared", true);
            entry.owner().map(AccountName::value).ifPresent(owner -> row.put("owner", owner));
        }
    }
}
