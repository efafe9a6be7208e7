package lectern.kosync.sql;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import lectern.account.Account;
import lectern.account.AccountName;
import lectern.account.Accounts;
import lectern.account.Privacy;
import lectern.account.Role;
import lectern.account.SqlAccounts;
import lectern.db.Database;
import lectern.kosync.TestClock;
import lectern.kosync.book.Book;
import lectern.kosync.book.BookSettings;
import lectern.kosync.book.Books;
import lectern.kosync.book.Device;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.FileName;
import lectern.kosync.book.History;
import lectern.kosync.book.HistoryEntry;
import lectern.kosync.book.LinkResult;
import lectern.kosync.book.Links;
import lectern.kosync.book.Metadata;
import lectern.kosync.book.Page;
import lectern.kosync.book.Place;
import lectern.kosync.book.PreferenceStore;
import lectern.kosync.book.ProgressStore;
import lectern.kosync.book.Push;
import lectern.kosync.book.PushResult;
import lectern.kosync.book.Reading;
import lectern.kosync.book.SameBook;
import lectern.kosync.diary.Diary;

import static java.util.stream.Collectors.toUnmodifiableSet;

/// The stores on one database, with two readers nobody else has.
public final class TestReading {
    public static final Device KOBO = new Device("Kobo_nova", Optional.of("kobo-1"));
    static final Device KINDLE = new Device("KindlePaperWhite5", Optional.of("kindle-1"));

    final TestClock clock;
    final Accounts accounts;
    final ProgressStore progress;
    final Books books;
    final Links links;
    final History history;
    final PreferenceStore preferences;
    final Diary diary;
    final SqlReadingData data;
    final SqlOldReading old;
    final Account ana;
    final Account ben;

    private final Database db;

    TestReading(Database db, BookSettings settings) {
        this(db, settings, new TestClock(), accounts(db));
    }

    private TestReading(Database db, BookSettings settings, TestClock clock, Accounts accounts) {
        this(db, settings, clock, accounts, account(accounts, "ana"), account(accounts, "ben"));
    }

    private TestReading(
            Database db, BookSettings settings, TestClock clock, Accounts accounts, Account ana, Account ben) {
        this.db = db;
        this.clock = clock;
        this.accounts = accounts;
        this.ana = ana;
        this.ben = ben;
        progress = new SqlProgressStore(db, settings, clock);
        books = new SqlBooks(db, settings);
        links = new SqlLinks(db, settings, clock);
        history = new SqlHistory(db, settings, clock);
        preferences = new SqlPreferences(db);
        diary = new SqlDiary(db);
        data = new SqlReadingData(db);
        old = new SqlOldReading(db, settings);
    }

    /// The same readers and the same data under other settings.
    TestReading with(BookSettings settings) {
        return new TestReading(db, settings, clock, accounts, ana, ben);
    }

    private static Accounts accounts(Database db) {
        var random = new SecureRandom();
        return new SqlAccounts(db, new Privacy("a secret for tests only", random), random, InstantSource.system());
    }

    private static Account account(Accounts accounts, String name) {
        var created = accounts.create(new Accounts.NewAccount(
                new AccountName(name + " " + UUID.randomUUID()),
                Optional.empty(),
                Role.MEMBER,
                Optional.empty(),
                false,
                Optional.empty()));
        return ((Accounts.Creation.Created) created).account();
    }

    static DocumentId document(String name) {
        return new DocumentId(name);
    }

    static Push push(String document, String place, double percentage) {
        return new Push(document(document), new Place(place), percentage, KOBO);
    }

    static Push push(String document, String place, double percentage, Device device) {
        return new Push(document(document), new Place(place), percentage, device);
    }

    static Push named(String document, String filename) {
        return new Push(
                document(document),
                new Place("/body/1"),
                0.1,
                KOBO,
                Optional.of(new FileName(filename)),
                Metadata.NONE);
    }

    static Push described(String document, String filename, String title, String authors) {
        var metadata = new Metadata(Optional.of(new FileName(filename)), Optional.of(title), Optional.of(authors));
        return new Push(document(document), new Place("/body/1"), 0.1, KOBO, Optional.empty(), metadata);
    }

    PushResult.Stored push(Push push) {
        return (PushResult.Stored) progress.push(ana, push, Set.of());
    }

    PushResult.Stored push(Push push, String... siblings) {
        return (PushResult.Stored) progress.push(ana, push, documents(siblings));
    }

    Optional<Reading> find(String document, String... siblings) {
        return progress.find(ana, document(document), documents(siblings));
    }

    /// The text a reader of that document gets; empty when it gets none.
    String place(String document) {
        return find(document).map(reading -> reading.current().place().text()).orElse("");
    }

    LinkResult link(String... documents) {
        return links.link(
                ana,
                new SameBook(
                        List.of(documents).stream().map(TestReading::document).toList()));
    }

    /// `member -> canonical kind`, of each link.
    List<String> links() {
        return links.list(ana, Page.first(1000)).stream()
                .map(link -> link.document() + " -> " + link.canonical() + " " + Column.of(link.kind()))
                .toList();
    }

    List<Book> books() {
        return books.books(ana, Page.first(100));
    }

    List<HistoryEntry> history(String document) {
        return history.entries(ana, document(document), Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"), 1000);
    }

    static Set<DocumentId> documents(String... names) {
        return Set.of(names).stream().map(TestReading::document).collect(toUnmodifiableSet());
    }
}
