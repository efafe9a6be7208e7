package lectern.kosync;

import java.time.Instant;

import lectern.account.Caller;
import lectern.http.Response;
import lectern.http.Router;
import lectern.json.Json;
import lectern.kosync.book.Books;
import lectern.kosync.book.History;
import lectern.kosync.book.HistoryEntry;
import lectern.kosync.wire.KosyncError;
import lectern.kosync.wire.Query;
import lectern.kosync.wire.Refusal;
import lectern.kosync.wire.Written;

/// What was stored, where a book stood before, bringing that back, and forgetting it all.
final class Past {
    private static final int MOST_DOCUMENTS = 1000;
    private static final int MOST_ENTRIES = 1000;
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private final Books books;
    private final History history;

    Past(KosyncStores stores) {
        this.books = stores.books();
        this.history = stores.history();
    }

    void routes(Router to, Gate gate) {
        to.get("/syncs/documents", gate.signedIn("list the documents", this::listDocuments));
        to.get("/syncs/history/{document}", gate.signedIn("look at the history", this::showHistory));
        to.post("/syncs/history/{document}/restore", gate.signedIn("restore a position", this::restore));
        to.delete("/syncs/progress/{document}", gate.signedIn("forget a book", this::forget));
    }

    private Response listDocuments(Visit visit, Caller caller) {
        var page = Query.page(visit.request(), MOST_DOCUMENTS, MOST_DOCUMENTS);
        var answer = Json.object();
        var list = answer.putArray("documents");
        books.documents(caller.account(), page).forEach(document -> list.add(Written.document(document)));
        return Response.json(200, answer);
    }

    private Response showHistory(Visit visit, Caller caller) {
        var request = visit.request();
        var from = Instant.ofEpochSecond(Query.within(request, "from", 0, 0, LAST_SECOND));
        var to = Instant.ofEpochSecond(Query.within(request, "to", LAST_SECOND, 0, LAST_SECOND));
        var limit = (int) Query.within(request, "limit", 100, 1, MOST_ENTRIES);
        var endOfTo = to.plusSeconds(1).minusNanos(1000); // clients count in seconds, positions in microseconds
        var answer = Json.object().put("document", visit.documentAsSpelt());
        var list = answer.putArray("history");
        history.entries(caller.account(), visit.document(), from, endOfTo, limit)
                .forEach(entry -> list.add(Written.entry(entry)));
        return Response.json(200, answer);
    }

    private Response restore(Visit visit, Caller caller) {
        return HistoryEntry.Id.parse(visit.fields().requiredText("id"))
                .flatMap(entry -> history.restore(caller.account(), visit.document(), entry))
                .map(restored -> Response.json(200, Written.restored(visit.documentAsSpelt(), restored)))
                .orElseThrow(() -> new Refusal(new KosyncError.EntryMissing()));
    }

    private Response forget(Visit visit, Caller caller) {
        if (!books.forgetBook(caller.account(), visit.document())) {
            throw new Refusal(new KosyncError.ProgressMissing());
        }
        return Response.json(200, visit.face().changed("deleted"));
    }
}
