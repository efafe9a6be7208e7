package lectern.web.reading;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import lectern.account.Account;
import lectern.account.Caller;
import lectern.http.Form;
import lectern.http.Response;
import lectern.kosync.Titles;
import lectern.kosync.book.Book;
import lectern.kosync.book.Choices;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.EditResult;
import lectern.kosync.book.HistoryEntry;
import lectern.kosync.book.Label;
import lectern.kosync.book.LinkResult;
import lectern.kosync.book.Member;
import lectern.kosync.book.Merge;
import lectern.kosync.book.Page;
import lectern.kosync.book.SameBook;
import lectern.web.page.PageForm;
import lectern.web.page.Pages;
import lectern.web.page.Refusal;
import lectern.web.page.Visit;

/// The pages of what somebody reads.
public final class ReadingPages {
    private static final int ROWS = 20;
    private static final int PAST = 25;
    private static final int LINE = 400; // positions on a time line
    private static final Pattern PAGE_NUMBER = Pattern.compile("[1-9][0-9]{0,5}");

    private final Readings readings;
    private final Titles titles;
    private final Shelf shelf;
    private final BookFiles files;
    private final OwnChoices choices;

    public ReadingPages(Readings readings) {
        this.readings = readings;
        this.titles = new Titles(readings.library());
        this.shelf = new Shelf(readings.stores().books(), titles);
        this.files = new BookFiles(readings.stores());
        this.choices = new OwnChoices(readings.stores().preferences(), readings.cardByDefault());
    }

    public void routes(Pages to) {
        to.get(Places.SHELF, this::shelf);
        to.post("/app/reading/card", "show or hide the public reading card", this::changeCard);
        to.get(Places.DAYS, this::days);
        to.get(Places.FILES, (visit, _) -> showFiles(visit, PageForm.blank(), Optional.empty()));
        to.upload(Places.FILES, "show a book file", BookFiles.LARGEST, this::readFile);
        to.post("/app/reading/files/keep", "keep what a book file says", this::keepFile);

        to.get("/app/reading/books/{document}", this::book);
        to.post("/app/reading/books/{document}", "change the label or policy of a book", this::edit);
        to.get("/app/reading/books/{document}/cover", this::cover);
        to.post("/app/reading/books/{document}/restore", "go back to an earlier position", this::restore);
        to.get("/app/reading/books/{document}/join", this::chooseOthers);
        to.post("/app/reading/books/{document}/join", "make one book of several", this::join);
        to.post("/app/reading/books/{document}/undo", "take a merge of books back", this::undo);
        to.post("/app/reading/books/{document}/unlink", "take a document out of its book", this::unlink);
        to.get("/app/reading/books/{document}/forget", this::askToForget);
        to.post("/app/reading/books/{document}/forget", "forget a book", this::forget);
    }

    // --- the shelf

    private Response shelf(Visit visit, Caller caller) {
        var text = visit.request().query("q").orElse("").strip();
        var state = visit.request().query("state").flatMap(Shelf.State::of).orElse(Shelf.State.ALL);
        int nth = visit.request()
                .query("page")
                .filter(number -> PAGE_NUMBER.matcher(number).matches())
                .map(Integer::parseInt)
                .orElse(1);
        var found = shelf.find(caller.account(), new Shelf.Search(text, state), new Page((nth - 1L) * ROWS, ROWS));
        var address = visit.at(Places.SHELF) + "?q=" + Places.encoded(text) + "&state=" + state.text() + "&page=";
        return visit.show(
                JteShelfPageGenerated::render,
                new ShelfPage(
                        PageForm.blank().with("q", text).with("state", state.text()),
                        ShelfPage.states(visit),
                        !text.isEmpty() || state != Shelf.State.ALL || nth > 1,
                        found.books().stream()
                                .map(book -> ShelfPage.Row.of(visit, titles, book))
                                .toList(),
                        nth > 1 ? Optional.of(address + (nth - 1)) : Optional.empty(),
                        found.more() ? Optional.of(address + (nth + 1)) : Optional.empty(),
                        choices.showsCard(caller.account()),
                        visit.at("/card/"
                                + Places.encoded(caller.account().name().value()))));
    }

    private Response changeCard(Visit visit, Caller caller) {
        boolean shown = visit.form().text("shown").equals("yes");
        choices.showCard(caller.account(), shown);
        return visit.redirect(Places.SHELF, shown ? "done.card-shown" : "done.card-hidden");
    }

    private Response days(Visit visit, Caller caller) {
        var days = readings.stores().diary().days(caller.account(), visit.zone());
        var known = new HashMap<DocumentId, DaysPage.Book>();
        return visit.show(
                JteDaysPageGenerated::render,
                DaysPage.of(
                        visit,
                        days,
                        visit.request()
                                .query("month")
                                .flatMap(ReadingPages::month)
                                .orElseGet(() -> YearMonth.from(visit.words().today())),
                        document -> known.computeIfAbsent(document, _ -> named(visit, caller.account(), document))));
    }

    private static Optional<YearMonth> month(String text) {
        try {
            return Optional.of(YearMonth.parse(text)).filter(month -> month.getYear() > 0 && month.getYear() < 9999);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private DaysPage.Book named(Visit visit, Account account, DocumentId document) {
        return new DaysPage.Book(
                visit.at(Places.book(document)),
                readings.stores()
                        .books()
                        .book(account, document)
                        .map(titles::name)
                        .orElse(document.value()));
    }

    // --- a book

    private Book found(Visit visit, Caller caller) {
        return DocumentId.parse(visit.request().parameter("document"))
                .flatMap(document -> readings.stores().books().book(caller.account(), document))
                .orElseThrow(Refusal::missing);
    }

    private Response book(Visit visit, Caller caller) {
        var book = found(visit, caller);
        var seen = BookPage.Seen.of(OwnChoices.of(book));
        return show(
                visit,
                200,
                caller.account(),
                book,
                PageForm.blank().with("label", seen.label()).with("policy", seen.policy()),
                seen);
    }

    private Response show(Visit visit, int status, Account account, Book book, PageForm form, BookPage.Seen seen) {
        var before = visit.request()
                .query("before")
                .flatMap(Merge.Id::parse) // a moment, written like theirs
                .map(id -> id.at().minusNanos(1000))
                .orElse(Instant.parse("9999-12-31T00:00:00Z"));
        var history = readings.stores().history();
        var entries = history.entries(account, book.canonical(), Instant.EPOCH, before, PAST + 1)
                .reversed();
        var line =
                history.entries(account, book.canonical(), Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"), LINE);
        var members = readings.stores().books().members(account, book.canonical());
        var merges = readings.stores().links().merges(account, book.canonical());
        var address = visit.at(Places.book(book.canonical()));
        var row = ShelfPage.Row.of(visit, titles, book);
        return visit.show(
                status,
                JteBookPageGenerated::render,
                new BookPage(
                        address,
                        row,
                        form,
                        seen,
                        BookPage.policies(visit),
                        members.stream()
                                .map(member -> BookPage.FileRow.of(visit, member))
                                .toList(),
                        BookPage.line(visit, row.name(), line),
                        entries.stream()
                                .limit(PAST)
                                .map(entry -> BookPage.Past.of(
                                        visit, entry, book.progress().at()))
                                .toList(),
                        entries.size() > PAST
                                ? Optional.of(address + "?before="
                                        + new Merge.Id(
                                                entries.get(PAST - 1).progress().at()))
                                : Optional.empty(),
                        merged(merges, members)));
    }

    private static List<BookPage.Merged> merged(List<Merge> merges, List<Member> members) {
        Map<String, String> names = new HashMap<>();
        members.forEach(member -> member.title()
                .or(member::filename)
                .ifPresent(name -> names.put(member.id().value(), name)));
        var rows = new ArrayList<BookPage.Merged>();
        for (var merge : merges) {
            rows.add(BookPage.Merged.of(merge, names, rows.isEmpty()));
        }
        return rows;
    }

    private Response edit(Visit visit, Caller caller) {
        var book = found(visit, caller);
        var form = visit.form();
        var seen = new BookPage.Seen(form.text("seen-label"), form.text("seen-policy"));
        var typed = form.text("label").strip();
        var label = Label.parse(typed);
        if (label.isEmpty() && !typed.isEmpty()) {
            form.wrong("label", visit.say("reading.label.long"));
        }
        var policy = OwnChoices.policy(form.text("policy"));
        if (policy.isEmpty() && !form.text("policy").isEmpty()) {
            form.wrong("policy", visit.say("reading.policy.unknown"));
        }
        if (!form.isRight()) {
            return show(visit, 422, caller.account(), book, form, seen);
        }
        var before = new Choices(Label.parse(seen.label()), OwnChoices.policy(seen.policy()));
        return switch (readings.stores()
                .books()
                .edit(caller.account(), book.canonical(), before, new Choices(label, policy))) {
            case EditResult.Edited() -> visit.redirect(Places.book(book.canonical()), "done.book");
            case EditResult.Overtaken(var now) -> {
                var theirs = BookPage.Seen.of(now);
                form.wrong(
                        "label", visit.say("reading.overtaken", saidLabel(visit, theirs), saidPolicy(visit, theirs)));
                yield show(visit, 409, caller.account(), book, form, theirs);
            }
            case EditResult.Missing() -> throw Refusal.missing();
        };
    }

    private static String saidLabel(Visit visit, BookPage.Seen seen) {
        return seen.label().isEmpty() ? visit.say("reading.label.none") : seen.label();
    }

    private static String saidPolicy(Visit visit, BookPage.Seen seen) {
        return BookPage.policies(visit).getOrDefault(seen.policy(), "");
    }

    private Response cover(Visit visit, Caller caller) {
        return titles.inLibrary(found(visit, caller))
                .flatMap(readings.library()::cover)
                .map(picture ->
                        Response.bytes(200, "image/jpeg", picture).with("Cache-Control", "private, max-age=86400"))
                .orElseThrow(Refusal::missing);
    }

    private Response restore(Visit visit, Caller caller) {
        var book = found(visit, caller);
        var restored = HistoryEntry.Id.parse(visit.form().text("entry"))
                .flatMap(entry -> readings.stores().history().restore(caller.account(), book.canonical(), entry));
        if (restored.isEmpty()) {
            throw Refusal.conflict();
        }
        return visit.redirect(Places.book(book.canonical()), "done.restored");
    }

    // --- which documents are one book

    private Response chooseOthers(Visit visit, Caller caller) {
        return chooseOthers(visit, 200, caller.account(), found(visit, caller), PageForm.blank());
    }

    private Response chooseOthers(Visit visit, int status, Account account, Book book, PageForm form) {
        var text = visit.request().query("q").orElse("").strip();
        var found = shelf.find(account, new Shelf.Search(text, Shelf.State.ALL), Page.first(ROWS + 1));
        return visit.show(
                status,
                JteJoinPageGenerated::render,
                new JoinPage(
                        visit.at(Places.book(book.canonical())),
                        titles.name(book),
                        text,
                        form,
                        found.books().stream()
                                .filter(other -> !other.canonical().equals(book.canonical()))
                                .limit(ROWS)
                                .map(other -> new JoinPage.Other(
                                        other.canonical().value(),
                                        titles.name(other),
                                        titles.authors(other),
                                        visit.words().percent(other.progress().percentage())))
                                .toList(),
                        found.more()));
    }

    private Response join(Visit visit, Caller caller) {
        var book = found(visit, caller);
        var form = visit.form();
        var typed = form.text("digest").strip();
        var digest = DocumentId.parse(typed);
        if (digest.isEmpty() && !typed.isEmpty()) {
            form.wrong("digest", visit.say("reading.join.digest.unknown"));
        }
        var others = form.texts("other").stream().flatMap(other -> DocumentId.parse(other).stream());
        var wish = SameBook.of(Stream.of(Stream.of(book.canonical()), others, digest.stream())
                .flatMap(documents -> documents)
                .toList());
        if (form.isRight() && wish.isEmpty()) {
            form.wrong("other", visit.say("reading.join.nothing"));
        }
        if (form.isRight()) {
            switch (readings.stores().links().link(caller.account(), wish.orElseThrow())) {
                case LinkResult.Linked linked -> {
                    return visit.redirect(Places.book(linked.canonical()), "done.joined");
                }
                case LinkResult.TooManyDocuments() -> form.wrong("other", visit.say("reading.join.too-many"));
                case LinkResult.QuotaReached() -> form.wrong("other", visit.say("reading.join.full"));
            }
        }
        return chooseOthers(visit, 422, caller.account(), book, form);
    }

    private Response undo(Visit visit, Caller caller) {
        var book = found(visit, caller);
        boolean undone = Merge.Id.parse(visit.form().text("merge"))
                .filter(merge -> readings.stores().links().undo(caller.account(), book.canonical(), merge))
                .isPresent();
        if (!undone) {
            throw Refusal.conflict();
        }
        return visit.redirect(readable(caller.account(), book), "done.undone");
    }

    private Response unlink(Visit visit, Caller caller) {
        var book = found(visit, caller);
        boolean taken = DocumentId.parse(visit.form().text("member"))
                .filter(member ->
                        book.links().stream().anyMatch(link -> link.document().equals(member)))
                .filter(member -> readings.stores().links().unlink(caller.account(), member))
                .isPresent();
        if (!taken) {
            throw Refusal.conflict();
        }
        return visit.redirect(readable(caller.account(), book), "done.unlinked");
    }

    /// A document that was never read has no page.
    private String readable(Account account, Book book) {
        return readings.stores().books().book(account, book.canonical()).isPresent()
                ? Places.book(book.canonical())
                : Places.SHELF;
    }

    private Response askToForget(Visit visit, Caller caller) {
        var book = found(visit, caller);
        var members = readings.stores().books().members(caller.account(), book.canonical());
        var lost = new ArrayList<String>();
        lost.add(visit.words().count("reading.forget.documents", members.size()));
        lost.add(visit.words()
                .count(
                        "reading.forget.positions",
                        members.stream().mapToLong(Member::pushes).sum()));
        book.label().ifPresent(label -> lost.add(visit.say("reading.forget.label", label)));
        lost.add(visit.say("reading.forget.days"));
        return visit.show(
                JteForgetPageGenerated::render,
                new ForgetPage(visit.at(Places.book(book.canonical())), titles.name(book), lost));
    }

    private Response forget(Visit visit, Caller caller) {
        var book = found(visit, caller);
        readings.stores().books().forgetBook(caller.account(), book.canonical());
        return visit.redirect(Places.SHELF, "done.forgotten");
    }

    // --- files

    private Response showFiles(Visit visit, PageForm form, Optional<FilesPage.Shown> shown) {
        return visit.show(form.isRight() ? 200 : 422, JteFilesPageGenerated::render, new FilesPage(form, shown));
    }

    private Response readFile(Visit visit, Caller caller, Form sent) throws IOException {
        var read = BookFiles.read(sent.field("file"));
        if (read.isEmpty()) {
            return showFiles(
                    visit, PageForm.blank().wrong("file", visit.say("reading.files.missing")), Optional.empty());
        }
        var file = read.get();
        var book = files.bookOf(caller.account(), file);
        return showFiles(
                visit,
                PageForm.blank(),
                Optional.of(new FilesPage.Shown(
                        file.name().value(),
                        file.content().value(),
                        file.byName().value(),
                        file.metadata().title().orElse(""),
                        file.metadata().authors().orElse(""),
                        book.map(known ->
                                new FilesPage.Known(visit.at(Places.book(known.canonical())), titles.name(known))))));
    }

    private Response keepFile(Visit visit, Caller caller) {
        var form = visit.form();
        var told = BookFiles.told(form.text("name"), form.text("content"), form.text("title"), form.text("authors"))
                .orElseThrow(Refusal::missing);
        switch (files.keep(caller.account(), told)) {
            case LinkResult.Linked _ -> {
                return visit.redirect(
                        files.bookOf(caller.account(), told)
                                .map(book -> Places.book(book.canonical()))
                                .orElse(Places.SHELF),
                        "done.file-kept");
            }
            case LinkResult.TooManyDocuments() -> form.wrong("file", visit.say("reading.join.too-many"));
            case LinkResult.QuotaReached() -> form.wrong("file", visit.say("reading.join.full"));
        }
        return showFiles(visit, form, Optional.empty());
    }
}
