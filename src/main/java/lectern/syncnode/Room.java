package lectern.syncnode;

import java.util.OptionalLong;

import tools.jackson.databind.node.ObjectNode;

import lectern.account.Caller;
import lectern.http.Response;
import lectern.http.Router;
import lectern.json.Json;
import lectern.syncnode.entry.EntryStore;

/// `GET /quota`: how much is stored, and how much may be.
final class Room {
    private final SyncNodeSettings settings;
    private final EntryStore entries;

    Room(SyncNodeSettings settings, EntryStore entries) {
        this.settings = settings;
        this.entries = entries;
    }

    void routes(Router to, Gate gate) {
        to.get("/quota", gate.signedIn("look at the quota", this::quota));
    }

    private Response quota(Visit visit, Caller caller) {
        var quota = entries.quota(caller.account());
        var answer = Json.object().put("used", quota.used());
        put(answer, "limit", quota.limit());
        answer.put("stores", quota.stores());
        put(answer, "storesLimit", quota.storesLimit());
        put(answer, "maxStoreBytes", settings.largestStore());
        return Response.json(200, answer);
    }

    /// `null` says that there is none.
    static void put(ObjectNode to, String name, OptionalLong limit) {
        if (limit.isPresent()) {
            to.put(name, limit.getAsLong());
        } else {
            to.putNull(name);
        }
    }
}
