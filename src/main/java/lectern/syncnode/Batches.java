package lectern.syncnode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.account.AccountId;
import lectern.account.Caller;
import lectern.http.Response;
import lectern.http.Router;
import lectern.json.Json;
import lectern.syncnode.entry.Author;
import lectern.syncnode.entry.BatchResult;
import lectern.syncnode.entry.BatchResult.Step;
import lectern.syncnode.entry.EntryStore;
import lectern.syncnode.entry.Found;
import lectern.syncnode.entry.Obstacle;
import lectern.syncnode.entry.Operation;
import lectern.syncnode.entry.Outcome;
import lectern.syncnode.entry.Reference;
import lectern.syncnode.feed.Feed;
import lectern.syncnode.wire.BatchBody;
import lectern.syncnode.wire.BatchBody.Item;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SyncNodeError;

/// `POST /batch`: many operations in one request, all of them or none when it says so. Also the way to keys that are
/// too long for an address.
final class Batches {
    private final EntryStore entries;
    private final Feed feed;
    private final Intake intake;
    private final BatchReads reads;

    Batches(EntryStore entries, Feed feed, Intake intake, BatchReads reads) {
        this.entries = entries;
        this.feed = feed;
        this.intake = intake;
        this.reads = reads;
    }

    void routes(Router to, Gate gate) {
        to.post("/batch", gate.signedIn("change several stores", this::batch));
    }

    private Response batch(Visit visit, Caller caller) throws IOException {
        var sent = BatchBody.of(visit.request(), entries.mostOperations());
        refuseWrittenTwice(sent.items());
        var operations = new ArrayList<Operation>();
        for (var item : sent.items()) {
            operations.add(operation(caller, item));
        }
        var author = visit.author(caller);
        return Response.json(
                200,
                sent.atomic() ? together(author, sent.items(), operations) : each(author, sent.items(), operations));
    }

    private static void refuseWrittenTwice(List<Item> items) {
        var written = new HashSet<Reference>();
        for (var item : items) {
            if ((item instanceof Item.Put || item instanceof Item.Delete) && !written.add(item.reference())) {
                throw new Refusal(new SyncNodeError.BadRequest("A batch writes to each store once at most."));
            }
        }
    }

    private Operation operation(Caller caller, Item item) throws IOException {
        return switch (item) {
            case Item.Put put ->
                new Operation.Put(
                        put.reference(), put.version().expected(), intake.keep(caller, put.version(), put.bytes()));
            case Item.Delete(var reference, var expected) -> new Operation.Delete(reference, expected);
            case Item.Check(var reference, var expected) -> new Operation.Check(reference, expected);
            case Item.Read read -> new Operation.Read(read.reference());
        };
    }

    private ObjectNode together(Author author, List<Item> items, List<Operation> operations) throws IOException {
        return switch (entries.batch(author, operations)) {
            case BatchResult.Applied(var steps, var position) -> {
                var results = Json.array();
                var told = reads.begin();
                for (int i = 0; i < steps.size(); i++) {
                    results.add(result(steps.get(i), items.get(i), told));
                }
                yield answer(results, author, position);
            }
            case BatchResult.Refused(var obstacles) -> {
                var results = Json.array();
                for (var obstacle : obstacles) {
                    results.add(obstacle.map(Batches::refused).orElseGet(() -> status(424)));
                }
                throw obstacles.stream().flatMap(Optional::stream).anyMatch(Obstacle.WrittenTwice.class::isInstance)
                        ? new Refusal(new SyncNodeError.BadRequest("A batch writes to each store once at most."))
                        : new Refusal(new SyncNodeError.Dependency(results));
            }
        };
    }

    private ObjectNode each(Author author, List<Item> items, List<Operation> operations) throws IOException {
        var results = Json.array();
        var told = reads.begin();
        for (int i = 0; i < operations.size(); i++) {
            results.add(
                    switch (carriedOut(author, operations.get(i))) {
                        case Outcome.Done<Step>(var step) -> result(step, items.get(i), told);
                        case Outcome.Refused<Step>(var obstacle) -> refused(obstacle);
                    });
        }
        return answer(results, author, entries.position(account(author)));
    }

    private Outcome<Step> carriedOut(Author author, Operation operation) {
        return switch (operation) {
            case Operation.Put put -> step(entries.put(author, put), Step.Put::new);
            case Operation.Delete delete -> step(entries.delete(author, delete), Step.Delete::new);
            case Operation.Read(var reference) -> Outcome.done(new Step.Read(entries.find(author.caller(), reference)));
            case Operation.Check _ -> alone(author, operation);
        };
    }

    private Outcome<Step> alone(Author author, Operation operation) {
        return switch (entries.batch(author, List.of(operation))) {
            case BatchResult.Applied(var steps, var _) -> Outcome.done(steps.getFirst());
            case BatchResult.Refused(var obstacles) ->
                Outcome.refused(obstacles.getFirst().orElseThrow());
        };
    }

    private static <T> Outcome<Step> step(Outcome<T> outcome, Function<T, Step> step) {
        return switch (outcome) {
            case Outcome.Done<T>(var result) -> Outcome.done(step.apply(result));
            case Outcome.Refused<T>(var obstacle) -> Outcome.refused(obstacle);
        };
    }

    private static ObjectNode result(Step step, Item item, BatchReads.Told told) throws IOException {
        return switch (step) {
            case Step.Put(var written) ->
                status(204)
                        .put("token", written.entry().token().value())
                        .put("syncStatus", Values.inWords(written.status()));
            case Step.Delete(var deleted) ->
                status(204).put("token", deleted.token().value());
            case Step.Check() -> status(204);
            case Step.Read(Outcome.Refused<Found>(var obstacle)) -> refused(obstacle);
            case Step.Read(Outcome.Done<Found>(var found)) -> told.tell(found, (Item.Read) item);
        };
    }

    private static ObjectNode refused(Obstacle obstacle) {
        var error = SyncNodeError.of(obstacle);
        return status(error.status()).setAll(error.toJson());
    }

    private static ObjectNode status(int status) {
        return Json.object().put("status", status);
    }

    private ObjectNode answer(ArrayNode results, Author author, long position) {
        var answer = Json.object().put("applied", true);
        answer.set("results", results);
        return answer.put("cursor", feed.cursor(account(author), position));
    }

    private static AccountId account(Author author) {
        return author.caller().account().id();
    }
}
