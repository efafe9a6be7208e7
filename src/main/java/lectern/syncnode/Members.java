package lectern.syncnode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

import lectern.account.Caller;
import lectern.http.Response;
import lectern.http.Router;
import lectern.json.Json;
import lectern.syncnode.entry.EntryStore;
import lectern.syncnode.entry.Grant;
import lectern.syncnode.entry.Obstacle;
import lectern.syncnode.entry.Outcome;
import lectern.syncnode.entry.Permission;
import lectern.syncnode.entry.Reference;
import lectern.syncnode.wire.JsonBody;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SyncNodeError;

/// `/permission/{key}`: who may do what with one store.
final class Members {
    private final EntryStore entries;
    private final Limits limits;

    Members(EntryStore entries, Limits limits) {
        this.entries = entries;
        this.limits = limits;
    }

    void routes(Router to, Gate gate) {
        to.get("/permission/{key...}", gate.onStoreAsOwner("look at permissions", this::list));
        to.put("/permission/{key...}", gate.onStoreAsOwner("give permissions", this::share));
        to.delete("/permission/{key...}", gate.onStoreAsOwner("take permissions", this::unshare));
    }

    private Response list(Visit visit, Caller caller, Reference reference) {
        var list = Json.array();
        entries.members(caller, reference)
                .orElseThrow(Refusal::of)
                .forEach(member -> list.addObject()
                        .put("user", member.user().value())
                        .put("permission", member.permission().name()));
        return Response.json(200, list);
    }

    private Response share(Visit visit, Caller caller, Reference reference) {
        var grants = new ArrayList<Grant>();
        JsonBody.listOf(visit.request()).forEach(node -> grants.add(grant(node)));
        limits.refuseGuessing(caller);
        var shared = entries.share(visit.author(caller), reference, grants);
        if (shared instanceof Outcome.Refused<Integer>(Obstacle.UnknownUsers(var users))) {
            limits.guessed(caller, users.size());
        }
        var _ = shared.orElseThrow(Refusal::of);
        return Response.empty(204);
    }

    private static Grant grant(JsonNode node) {
        var user = text(node, "user").orElseThrow(() -> bad("Each permission names a `user`."));
        var permission = text(node, "permission")
                .flatMap(word -> Arrays.stream(Permission.values())
                        .filter(known -> known.name().equals(word))
                        .findFirst())
                .orElseThrow(() -> bad("A `permission` is READ, WRITE or OWN."));
        return new Grant(user, permission);
    }

    private static Optional<String> text(JsonNode node, String member) {
        return Optional.ofNullable(node.get(member)).filter(JsonNode::isString).map(JsonNode::stringValue);
    }

    private Response unshare(Visit visit, Caller caller, Reference reference) {
        var _ = entries.unshare(visit.author(caller), reference, users(visit)).orElseThrow(Refusal::of);
        return Response.empty(204);
    }

    /// Several in one parameter, or a parameter for each, or both; none is never everybody.
    private static List<String> users(Visit visit) {
        var users = visit.request().queries("users").stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .filter(user -> !user.isEmpty())
                .distinct()
                .toList();
        if (users.isEmpty()) {
            throw bad("The parameter `users` names nobody.");
        }
        return users;
    }

    private static Refusal bad(String what) {
        return new Refusal(new SyncNodeError.BadRequest(what));
    }
}
