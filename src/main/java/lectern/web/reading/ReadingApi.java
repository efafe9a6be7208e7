package lectern.web.reading;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.node.ObjectNode;

import lectern.account.Caller;
import lectern.account.Door;
import lectern.http.Response;
import lectern.http.Spool;
import lectern.json.Json;
import lectern.kosync.Titles;
import lectern.kosync.book.Book;
import lectern.kosync.book.Choices;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.EditResult;
import lectern.kosync.book.HistoryEntry;
import lectern.kosync.book.Label;
import lectern.kosync.book.LinkResult;
import lectern.kosync.book.Merge;
import lectern.kosync.book.Page;
import lectern.kosync.book.Policy;
import lectern.kosync.book.SameBook;
import lectern.web.api.Api;
import lectern.web.api.ApiRefusal;
import lectern.web.api.ApiVisit;
import lectern.web.api.Sent;

/// What somebody reads, for scripts: what the pages show and do.
public final class ReadingApi {
    private static final String BOOK = "/api/v1/reading/books/{document}";
    private static final int MOST_BOOKS = 200;
    private static final int MOST_PAST = 1000;
    private static final Instant FOREVER = Instant.parse("9999-12-31T00:00:00Z");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final Readings readings;
    private final Titles titles;
    private final Shelf shelf;
    private final BookFiles files;
    private final OwnChoices choices;
    private final Spool spool;

    /// @param spool where files lie while they are read
    public ReadingApi(Readings readings, Spool spool) {
        this.readings = readings;
        this.titles = new Titles(readings.library());
        this.shelf = new Shelf(readings.stores().books(), titles);
        this.files = new BookFiles(readings.stores());
        this.choices = new OwnChoices(readings.stores().preferences(), readings.cardByDefault());
        this.spool = spool;
    }

    public void routes(Api to) {
        to.get(Door.KOSYNC, "/api/v1/reading/books", this::books);
        to.get(Door.KOSYNC, BOOK, this::book);
        to.patch(Door.KOSYNC, BOOK, "change the label or policy of a book", this::edit);
        to.delete(Door.KOSYNC, BOOK, "forget a book", this::forget);
        to.get(Door.KOSYNC, BOOK + "/cover", this::cover);
        to.get(Door.KOSYNC, BOOK + "/history", this::history);
        to.post(Door.KOSYNC, BOOK + "/restore", "go back to an earlier position", this::restore);
        to.post(Door.KOSYNC, BOOK + "/join", "make one book of several", this::join);
        to.post(Door.KOSYNC, BOOK + "/undo", "take a merge of books back", this::undo);
        to.post(Door.KOSYNC, BOOK + "/unlink", "take a document out of its book", this::unlink);
        to.get(Door.KOSYNC, "/api/v1/reading/days", this::days);
        to.post(Door.KOSYNC, "/api/v1/reading/files", "show a book file", this::readFile);
        to.post(Door.KOSYNC, "/api/v1/reading/files/keep", "keep what a book file says", this::keepFile);
        to.get(Door.WEB, "/api/v1/reading/card", (_, caller) -> card(caller));
        to.put(Door.WEB, "/api/v1/reading/card", "show or hide the public reading card", this::changeCard);
    }

    private Response books(ApiVisit visit, Caller caller) {
        var state = visit.request()
                .query("state")
                .map(text -> Shelf.State.of(text)
                        .orElseThrow(() -> ApiRefusal.invalid("state", "`state` is all, reading or finished.")))
                .orElse(Shelf.State.ALL);
        var page = new Page(number(visit, "offset", 0), Math.clamp(number(visit, "limit", 50), 1, MOST_BOOKS));
        var search = new Shelf.Search(visit.request().query("q").orElse("").strip(), state);
        var found = shelf.find(caller.account(), search, page);
        var answer = Json.object();
        var list = answer.putArray("books");
        found.books().forEach(book -> list.add(written(book)));
        return Response.json(200, answer.put("more", found.more()));
    }

    private static int number(ApiVisit visit, String name, int otherwise) {
        return visit.request()
                .query(name)
                .map(text -> Optional.of(text)
                        .filter(digits -> NUMBER.matcher(digits).matches())
                        .map(Integer::parseInt)
                        .orElseThrow(() -> ApiRefusal.invalid(name, "`" + name + "` is a number, 0 or more.")))
                .orElse(otherwise);
    }

    private ObjectNode written(Book book) {
        var progress = book.progress();
        return Json.object()
                .put("document", book.canonical().value())
                .put("name", titles.name(book))
                .put("authors", titles.authors(book))
                .put("label", book.label().orElse(""))
                .put("policy", book.policy().map(BookPage::text).orElse(""))
                .put("percentage", progress.percentage())
                .put("progress", progress.place().text())
                .put("device", progress.device().name())
                .put("at", progress.at().toString())
                .put(
                        "cover",
                        titles.inLibrary(book).flatMap(known -> known.cover()).isPresent());
    }

    private Book found(ApiVisit visit, Caller caller) {
        return DocumentId.parse(visit.request().parameter("document"))
                .flatMap(document -> readings.stores().books().book(caller.account(), document))
                .orElseThrow(ApiRefusal::missing);
    }

    private Response book(ApiVisit visit, Caller caller) {
        return answer(caller, found(visit, caller));
    }

    private Response answer(Caller caller, Book book) {
        var answer = written(book);
        var documents = answer.putArray("documents");
        for (var member : readings.stores().books().members(caller.account(), book.canonical())) {
            var document = documents
                    .addObject()
                    .put("document", member.id().value())
                    .put("link", member.link().map(BookPage::text).orElse(""))
                    .put("filename", member.filename().orElse(""))
                    .put("title", member.title().orElse(""))
                    .put("pushes", member.pushes());
            member.standing()
                    .ifPresent(progress -> document.put("percentage", progress.percentage())
                            .put("at", progress.at().toString()));
        }
        var merges = answer.putArray("merges");
        for (var merge : readings.stores().links().merges(caller.account(), book.canonical())) {
            var one = merges.addObject()
                    .put("merge", merge.id().toString())
                    .put("at", merge.id().at().toString());
            var books = one.putArray("books");
            merge.books().forEach(former -> {
                var ids = books.addArray();
                former.documents().forEach(document -> ids.add(document.value()));
            });
        }
        return Response.json(200, answer);
    }

    /// What is left out stays; what was seen, when it is told, must still be so.
    private Response edit(ApiVisit visit, Caller caller) {
        var book = found(visit, caller);
        var sent = visit.sent();
        var now = OwnChoices.of(book);
        var wanted = new Choices(
                sent.text("label").map(ReadingApi::label).orElse(now.label()),
                sent.text("policy").map(text -> policy("policy", text)).orElse(now.policy()));
        var seen = new Choices(
                sent.text("seenLabel").map(Label::parse).orElse(now.label()),
                sent.text("seenPolicy").map(text -> policy("seenPolicy", text)).orElse(now.policy()));
        return switch (readings.stores().books().edit(caller.account(), book.canonical(), seen, wanted)) {
            case EditResult.Edited() -> book(visit, caller);
            case EditResult.Overtaken _ -> throw ApiRefusal.conflict("Label or policy are not as they were seen.");
            case EditResult.Missing() -> throw ApiRefusal.missing();
        };
    }

    private static Optional<Label> label(String text) {
        var label = Label.parse(text);
        if (label.isEmpty() && !text.isBlank()) {
            throw ApiRefusal.invalid("label", "A label has at most 200 characters.");
        }
        return label;
    }

    private static Optional<Policy> policy(String field, String text) {
        var policy = OwnChoices.policy(text);
        if (policy.isEmpty() && !text.isEmpty()) {
            throw ApiRefusal.invalid(field, "A policy is newest or furthest, or empty for the account's.");
        }
        return policy;
    }

    private Response forget(ApiVisit visit, Caller caller) {
        readings.stores()
                .books()
                .forgetBook(caller.account(), found(visit, caller).canonical());
        return Response.empty(204);
    }

    private Response cover(ApiVisit visit, Caller caller) {
        return titles.inLibrary(found(visit, caller))
                .flatMap(readings.library()::cover)
                .map(picture -> Response.bytes(200, "image/jpeg", picture))
                .orElseThrow(ApiRefusal::missing);
    }

    private Response history(ApiVisit visit, Caller caller) {
        var book = found(visit, caller);
        var answer = Json.object();
        var list = answer.putArray("history");
        readings.stores()
                .history()
                .entries(caller.account(), book.canonical(), Instant.EPOCH, FOREVER, MOST_PAST)
                .reversed()
                .forEach(entry -> list.addObject()
                        .put("entry", entry.id().toString())
                        .put("document", entry.document().value())
                        .put("percentage", entry.progress().percentage())
                        .put("progress", entry.progress().place().text())
                        .put("device", entry.progress().device().name())
                        .put("at", entry.progress().at().toString())
                        .put("taken", entry.taken()));
        return Response.json(200, answer);
    }

    private Response restore(ApiVisit visit, Caller caller) {
        var book = found(visit, caller);
        var restored = HistoryEntry.Id.parse(visit.sent().requiredText("entry"))
                .flatMap(entry -> readings.stores().history().restore(caller.account(), book.canonical(), entry));
        if (restored.isEmpty()) {
            throw ApiRefusal.missing();
        }
        return book(visit, caller);
    }

    private Response join(ApiVisit visit, Caller caller) {
        var book = found(visit, caller);
        var wish = SameBook.of(Stream.concat(Stream.of(book.canonical()), documents(visit.sent()))
                        .toList())
                .orElseThrow(() -> ApiRefusal.invalid("documents", "`documents` names 1 to 63 other documents."));
        return switch (readings.stores().links().link(caller.account(), wish)) {
            case LinkResult.Linked _ -> book(visit, caller);
            case LinkResult.TooManyDocuments() ->
                throw ApiRefusal.conflict("The book would have more than 64 documents.");
            case LinkResult.QuotaReached() -> throw ApiRefusal.conflict("The account has no room for more documents.");
        };
    }

    private static Stream<DocumentId> documents(Sent sent) {
        var list = Optional.ofNullable(sent.object().get("documents"))
                .filter(node -> node.isArray())
                .orElseThrow(() -> ApiRefusal.invalid("documents", "`documents` is a list of texts."));
        return list.valueStream()
                .map(node -> node.stringValueOpt()
                        .flatMap(DocumentId::parse)
                        .orElseThrow(
                                () -> ApiRefusal.invalid("documents", "`documents` has what cannot be a document.")));
    }

    private Response undo(ApiVisit visit, Caller caller) {
        var book = found(visit, caller);
        var merge = Merge.Id.parse(visit.sent().requiredText("merge")).orElseThrow(ApiRefusal::missing);
        if (!readings.stores().links().undo(caller.account(), book.canonical(), merge)) {
            throw ApiRefusal.conflict("That is not the newest merge of this book.");
        }
        return book(visit, caller);
    }

    private Response unlink(ApiVisit visit, Caller caller) {
        var book = found(visit, caller);
        var member = DocumentId.parse(visit.sent().requiredText("document"))
                .filter(document ->
                        book.links().stream().anyMatch(link -> link.document().equals(document)))
                .orElseThrow(ApiRefusal::missing);
        if (!readings.stores().links().unlink(caller.account(), member)) {
            throw ApiRefusal.conflict("It left the book meanwhile.");
        }
        return book(visit, caller);
    }

    private Response days(ApiVisit visit, Caller caller) {
        var from = date(visit, "from").orElse(LocalDate.EPOCH);
        var to = date(visit, "to").orElse(LocalDate.of(9999, 12, 31));
        var zone = visit.request().query("zone").map(ReadingApi::zone).orElse(ZoneOffset.UTC);
        var days = readings.stores().diary().days(caller.account(), zone).between(from, to);
        var answer = Json.object();
        var list = answer.putArray("days");
        for (var day : days.days()) {
            var one = list.addObject()
                    .put("date", day.date().toString())
                    .put("share", day.share())
                    .put("pages", day.pages());
            var books = one.putArray("books");
            day.books().stream().map(DocumentId::value).sorted().forEach(books::add);
        }
        var finished = answer.putArray("finished");
        days.finished()
                .forEach(book -> finished.addObject()
                        .put("date", book.date().toString())
                        .put("at", book.at().toString())
                        .put("document", book.book().value()));
        return Response.json(200, answer.put("longestStreak", days.longestStreak()));
    }

    private static Optional<LocalDate> date(ApiVisit visit, String name) {
        try {
            return visit.request().query(name).map(LocalDate::parse);
        } catch (DateTimeException _) {
            throw ApiRefusal.invalid(name, "`" + name + "` is a day such as 2026-11-21.");
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException _) {
            throw ApiRefusal.invalid("zone", "No such time zone; one is Europe/Berlin.");
        }
    }

    private Response readFile(ApiVisit visit, Caller caller) throws IOException {
        try (var form = visit.request().form(BookFiles.LARGEST, spool)) {
            var file = BookFiles.read(form.field("file"))
                    .orElseThrow(() -> ApiRefusal.invalid("file", "`file` is a file with a name."));
            return Response.json(
                    200,
                    Json.object()
                            .put("name", file.name().value())
                            .put("content", file.content().value())
                            .put("byName", file.byName().value())
                            .put("title", file.metadata().title().orElse(""))
                            .put("authors", file.metadata().authors().orElse(""))
                            .put(
                                    "book",
                                    files.bookOf(caller.account(), file)
                                            .map(book -> book.canonical().value())
                                            .orElse("")));
        }
    }

    private Response keepFile(ApiVisit visit, Caller caller) {
        var sent = visit.sent();
        var file = BookFiles.told(
                        sent.requiredText("name"),
                        sent.requiredText("content"),
                        sent.text("title").orElse(""),
                        sent.text("authors").orElse(""))
                .orElseThrow(() -> ApiRefusal.invalid("content", "That cannot be the name and digest of a file."));
        return switch (files.keep(caller.account(), file)) {
            case LinkResult.Linked linked ->
                Response.json(
                        200, Json.object().put("document", linked.canonical().value()));
            case LinkResult.TooManyDocuments() ->
                throw ApiRefusal.conflict("The book would have more than 64 documents.");
            case LinkResult.QuotaReached() -> throw ApiRefusal.conflict("The account has no room for more documents.");
        };
    }

    private Response card(Caller caller) {
        return Response.json(200, Json.object().put("shown", choices.showsCard(caller.account())));
    }

    private Response changeCard(ApiVisit visit, Caller caller) {
        boolean shown =
                visit.sent().flag("shown").orElseThrow(() -> ApiRefusal.invalid("shown", "`shown` is missing."));
        choices.showCard(caller.account(), shown);
        return card(caller);
    }
}
