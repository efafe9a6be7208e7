package lectern.syncnode;

import lectern.account.AccountName;
import lectern.account.Caller;
import lectern.http.Response;
import lectern.http.Router;
import lectern.json.Json;
import lectern.syncnode.entry.EntryStore;
import lectern.syncnode.entry.Reference;
import lectern.syncnode.wire.Conditions;
import lectern.syncnode.wire.JsonBody;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SyncNodeError;

/// `/versions/{key}`: what was in a store before, and how to get it back.
final class History {
    private final EntryStore entries;
    private final Intake intake;

    History(EntryStore entries, Intake intake) {
        this.entries = entries;
        this.intake = intake;
    }

    void routes(Router to, Gate gate) {
        to.get("/versions/{key...}", gate.onStore("list the versions", this::list));
        to.post("/versions/{key...}", gate.onStoreAnew("restore a version", this::restore));
    }

    private Response list(Visit visit, Caller caller, Reference reference) {
        var list = Json.array();
        for (var version : entries.versions(caller, reference).orElseThrow(Refusal::of)) {
            list.addObject()
                    .put("token", version.token().value())
                    .put("size", version.properties().size())
                    .put("contentType", version.properties().contentType().orElse(null))
                    .put("modified", version.modified().toEpochMilli())
                    .put("by", version.by().map(AccountName::value).orElse(null))
                    .put("current", version.current());
        }
        return Response.json(200, list);
    }

    private Response restore(Visit visit, Caller caller, Reference reference) {
        var token = JsonBody.of(visit.request())
                .flatMap(body -> body.text("restore"))
                .orElseThrow(() -> new Refusal(new SyncNodeError.BadRequest("The token to `restore` is missing.")));
        intake.refuseWhenFull(0);
        return Values.written(entries.restore(visit.author(caller), reference, token, Conditions.of(visit.request()))
                .orElseThrow(Refusal::of));
    }
}
