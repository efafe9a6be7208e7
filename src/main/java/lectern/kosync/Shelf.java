package lectern.kosync;

import java.util.Optional;

import lectern.account.Caller;
import lectern.http.Response;
import lectern.http.Router;
import lectern.json.Json;
import lectern.kosync.book.Books;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.Label;
import lectern.kosync.book.LinkResult;
import lectern.kosync.book.Links;
import lectern.kosync.book.Page;
import lectern.kosync.book.SameBook;
import lectern.kosync.wire.KosyncError;
import lectern.kosync.wire.Query;
import lectern.kosync.wire.Refusal;
import lectern.kosync.wire.Written;

/// Which documents are one book, and what it is called: what the Python progress server added, in its shapes, which
/// are the same for every `Accept`. No reading program asks for any of it; scripts and dashboards do.
final class Shelf {
    private static final int MOST_BOOKS = 200;
    private static final int MOST_LINKS = 1000;

    private final Books books;
    private final Links links;

    Shelf(KosyncStores stores) {
        this.books = stores.books();
        this.links = stores.links();
    }

    void routes(Router to, Gate gate) {
        to.post("/documents/link", gate.signedInPlain("link documents", this::link));
        to.get("/documents/links", gate.signedInPlain("list the links", this::listLinks));
        to.delete("/documents/link/{document}", gate.signedInPlain("unlink a document", this::unlink));
        to.get("/books", gate.signedInPlain("list the books", this::listBooks));
        to.put("/books/label", gate.signedInPlain("label a book", this::label));
        to.delete("/books/label/{document}", gate.signedInPlain("remove a label", this::unlabel));
        to.put("/books/policy", gate.signedInPlain("change a book's policy", this::changePolicy));
    }

    private Response link(Visit visit, Caller caller) {
        var hashes = visit.fields().texts("hashes").stream()
                .map(hash ->
                        DocumentId.parse(hash).orElseThrow(() -> new Refusal(new KosyncError.InvalidField("hashes"))))
                .toList();
        var wish = SameBook.of(hashes).orElseThrow(() -> new Refusal(new KosyncError.TooFewHashes()));
        return switch (links.link(caller.account(), wish)) {
            case LinkResult.Linked linked -> Response.json(201, Written.linked(linked));
            case LinkResult.TooManyDocuments() -> throw new Refusal(new KosyncError.InvalidField("hashes"));
            case LinkResult.QuotaReached() -> throw new Refusal(new KosyncError.QuotaReached());
        };
    }

    /// All of them: a list that was cut off would look complete.
    private Response listLinks(Visit visit, Caller caller) {
        var answer = Json.array();
        for (var page = Page.first(MOST_LINKS); ; page = page.next()) {
            var found = links.list(caller.account(), page);
            found.forEach(link -> answer.add(Written.link(link)));
            if (found.size() < page.limit()) {
                return Response.json(200, answer);
            }
        }
    }

    private Response unlink(Visit visit, Caller caller) {
        if (!links.unlink(caller.account(), visit.document())) {
            throw new Refusal(new KosyncError.LinkMissing());
        }
        return success();
    }

    private Response listBooks(Visit visit, Caller caller) {
        var page = Query.page(visit.request(), 50, MOST_BOOKS);
        var answer = Json.object();
        var list = answer.putArray("books");
        books.books(caller.account(), page).forEach(book -> list.add(Written.book(book)));
        return Response.json(200, answer);
    }

    private Response label(Visit visit, Caller caller) {
        var sent = visit.fields();
        var hash = sent.requiredText("canonical_hash");
        var label = Label.parse(sent.requiredText("label"))
                .orElseThrow(() -> new Refusal(new KosyncError.InvalidField("label")));
        if (!known(hash).map(book -> books.label(caller.account(), book, label)).orElse(false)) {
            throw new Refusal(new KosyncError.BookMissing());
        }
        return Response.json(200, Json.object().put("canonical_hash", hash).put("label", label.value()));
    }

    private Response unlabel(Visit visit, Caller caller) {
        if (!books.unlabel(caller.account(), visit.document())) {
            throw new Refusal(new KosyncError.LabelMissing());
        }
        return success();
    }

    /// Without a policy the book goes back to the account's.
    private Response changePolicy(Visit visit, Caller caller) {
        var sent = visit.fields();
        var hash = sent.requiredText("canonical_hash");
        var policy = sent.policy();
        if (!known(hash)
                .map(book -> books.changePolicy(caller.account(), book, policy))
                .orElse(false)) {
            throw new Refusal(new KosyncError.BookMissing());
        }
        return Response.json(
                200,
                Json.object()
                        .put("canonical_hash", hash)
                        .put("policy", policy.map(Written::policy).orElse(null)));
    }

    private static Optional<DocumentId> known(String hash) {
        return DocumentId.parse(hash);
    }

    private static Response success() {
        return Response.json(200, Json.object().put("status", "success"));
    }
}
