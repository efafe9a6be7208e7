package lectern.kosync;

import java.util.Optional;
import java.util.regex.Pattern;

import lectern.account.Account;
import lectern.account.Caller;
import lectern.calibre.Library;
import lectern.http.Response;
import lectern.http.Router;
import lectern.json.Json;
import lectern.kosync.book.Books;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.Page;
import lectern.kosync.wire.KosyncError;
import lectern.kosync.wire.Refusal;
import lectern.kosync.wire.Written;

/// What `ko-sync-fastapi` added: the account's documents that are books of the Calibre library. `admin` is its word;
/// everybody sees and deletes only what is their own.
final class LibraryShelf {
    private static final int PAGE = 1000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final Books books;
    private final Library library;

    LibraryShelf(KosyncStores stores, Library library) {
        this.books = stores.books();
        this.library = library;
    }

    void routes(Router to, Gate gate) {
        to.get("/admin/books", gate.signedInPlain("list the library books", this::list));
        to.delete("/admin/books/{entry}", gate.signedInPlain("forget a library book", this::forget));
    }

    private Response list(Visit visit, Caller caller) {
        var answer = Json.array();
        for (var page = Page.first(PAGE); ; page = page.next()) {
            var found = books.documents(caller.account(), page);
            for (var document : found) {
                library.book(document.id().value()).ifPresent(book -> answer.add(Written.libraryBook(document, book)));
            }
            if (found.size() < page.limit()) {
                return Response.json(200, answer);
            }
        }
    }

    private Response forget(Visit visit, Caller caller) {
        return forgotten(caller.account(), visit.request().parameter("entry"))
                .map(document -> Response.json(200, Json.object().put("document", document.value())))
                .orElseThrow(() -> new Refusal(new KosyncError.DocumentMissing()));
    }

    /// By the `id` of the list, or by the document's hash, which in other servers may be a number as well.
    private Optional<DocumentId> forgotten(Account account, String entry) {
        return number(entry)
                .flatMap(number -> books.forgetDocument(account, number))
                .or(() -> DocumentId.parse(entry).filter(document -> books.forgetDocument(account, document)));
    }

    private static Optional<Long> number(String entry) {
        return NUMBER.matcher(entry).matches() ? Optional.of(Long.valueOf(entry)) : Optional.empty();
    }
}
