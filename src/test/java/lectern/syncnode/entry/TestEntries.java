package lectern.syncnode.entry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import lectern.account.Account;
import lectern.account.Caller;
import lectern.account.Credential;
import lectern.account.Handle;
import lectern.account.Privacy;
import lectern.account.Scope;
import lectern.account.SessionKind;
import lectern.account.TestAccounts;
import lectern.blob.BlobStore;
import lectern.blob.FileBlobStore;
import lectern.db.Database;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The stores of three people nobody else knows.
final class TestEntries {
    final Database db;
    final TestAccounts accounts;
    final Account ana;
    final Account ben;
    final Account cyd;
    final EntryStore store;
    final BlobStore blobs;

    private final InstantSource clock;
    private final Now now;

    private static final class Now {
        private volatile Instant instant = Instant.parse("2026-03-01T12:00:00Z");
    }

    TestEntries(Database db, Path data, EntrySettings settings) {
        this(db, new TestAccounts(db), data, settings, new Now());
    }

    private TestEntries(Database db, TestAccounts accounts, Path data, EntrySettings settings, Now now) {
        this(db, accounts, accounts.make("ana"), accounts.make("ben"), accounts.make("cyd"), data, settings, now);
    }

    private TestEntries(
            Database db,
            TestAccounts accounts,
            Account ana,
            Account ben,
            Account cyd,
            Path data,
            EntrySettings settings,
            Now now) {
        var random = new SecureRandom();
        this.db = db;
        this.accounts = accounts;
        this.ana = ana;
        this.ben = ben;
        this.cyd = cyd;
        this.now = now;
        clock = () -> now.instant;
        var privacy = new Privacy("a secret for tests only", random);
        store = new SqlEntryStore(db, accounts.accounts(), privacy, settings, random, clock);
        blobs = FileBlobStore.open(data, db, random, clock);
    }

    /// The same people and the same data under other settings.
    TestEntries with(Path data, EntrySettings settings) {
        return new TestEntries(db, accounts, ana, ben, cyd, data, settings, now);
    }

    Instant now() {
        return now.instant;
    }

    /// Lets time pass, and the sweeper work.
    void pass(Duration time) {
        now.instant = now.instant.plus(time);
        while (store.deleteExpired(now.instant, 1000) >= 1000) {
            // there is more
        }
        blobs.deleteExpired(now.instant, 1000);
    }

    /// Deletes an account with everything it has.
    void delete(Account account) {
        accounts.accounts().delete(account);
        sweep(account);
    }

    /// As the sweeper does, some time after an account was deleted.
    void sweep(Account account) {
        while (store.deleteSome(account.id(), 1000) >= 1000) {
            // there is more
        }
        blobs.deleteSome(account.id(), 1000);
        accounts.accounts().forget(account.id()); // would be refused while a row refers to it
    }

    static Caller caller(Account account) {
        return new Caller(account, new Credential.AccountPassword(true));
    }

    static Caller caller(Account account, String scope) {
        return new Caller(
                account,
                new Credential.Session(
                        new Handle("~session"),
                        SessionKind.STORE,
                        Scope.parse(scope).orElseThrow(),
                        Optional.empty()));
    }

    static Author author(Account account) {
        return new Author(caller(account), Optional.of("a device"));
    }

    static Reference named(String name) {
        return new Reference.Named(new StoreName(name));
    }

    static Reference own(String name) {
        return new Reference.Own(new StoreName(name));
    }

    static Reference at(Entry entry) {
        return new Reference.At(entry.address());
    }

    static Value value(String text) {
        return value(text, Optional.empty());
    }

    static Value value(String text, Optional<String> meta) {
        var bytes = text.getBytes(UTF_8);
        return new Value(new Content.Inline(bytes), properties(bytes, meta));
    }

    private static Properties properties(byte[] bytes, Optional<String> meta) {
        return new Properties(meta, Optional.of("text/plain"), Optional.empty(), bytes.length, sha256(bytes));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The same in a blob, however short it is.
    Value inBlob(Account writer, String text) {
        var bytes = text.getBytes(UTF_8);
        try {
            var blob = blobs.put(writer, () -> new ByteArrayInputStream(bytes));
            return new Value(new Content.InBlob(blob.id()), properties(bytes, Optional.empty()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T done(Outcome<T> outcome) {
        return outcome.orElseThrow(obstacle -> new IllegalStateException("refused: " + obstacle));
    }

    static <T> Obstacle refused(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Refused<T>(var obstacle) -> obstacle;
            case Outcome.Done<T>(var result) -> throw new AssertionError("not refused: " + result);
        };
    }

    Outcome<Written> tryPut(Account account, Reference reference, Expected expected, Value value) {
        return store.put(author(account), new Operation.Put(reference, expected, value));
    }

    /// A new store.
    Entry create(Account account, String name, String text) {
        return done(tryPut(account, own(name), Expected.NOTHING, value(text))).entry();
    }

    Entry update(Account account, Entry before, String text) {
        return done(tryPut(account, at(before), token(before), value(text))).entry();
    }

    static Expected token(Entry entry) {
        return Expected.token(entry.token().value());
    }

    Token delete(Account account, Entry entry) {
        return done(store.delete(author(account), new Operation.Delete(at(entry), token(entry))))
                .token();
    }

    void share(Account owner, Entry entry, Account with, Permission permission) {
        done(store.share(author(owner), at(entry), List.of(grant(with, permission))));
    }

    static Grant grant(Account account, Permission permission) {
        return new Grant(account.name().value(), permission);
    }

    void unshare(Account owner, Entry entry, Account... users) {
        done(store.unshare(
                author(owner),
                at(entry),
                Arrays.stream(users).map(user -> user.name().value()).toList()));
    }

    Found find(Account account, Reference reference) {
        return done(store.find(caller(account), reference));
    }

    Obstacle missing(Account account, Reference reference) {
        return refused(store.find(caller(account), reference));
    }

    String text(Account account, Reference reference) {
        return text(find(account, reference));
    }

    String text(Found found) {
        return switch (found.content()) {
            case Content.Inline(var bytes) -> new String(bytes, UTF_8);
            case Content.InBlob(var id) -> {
                try (var in = blobs.open(id)) {
                    yield new String(in.readAllBytes(), UTF_8);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /// What the history holds, the newest first; the current one without a mark before it.
    List<String> versions(Account account, Reference reference) {
        return done(store.versions(caller(account), reference)).stream()
                .map(version -> (version.current() ? "" : "old ")
                        + text(done(store.find(
                                caller(account), reference, version.token().value()))))
                .toList();
    }

    /// `key PERMISSION` of everything listed.
    List<String> list(Account account) {
        return list(caller(account));
    }

    List<String> list(Caller caller) {
        return rows(caller, store.index(caller, "")).stream()
                .map(row -> row.key() + " " + row.entry().permission())
                .toList();
    }

    List<Listed> rows(Caller caller, Index index) {
        var rows = new ArrayList<Listed>();
        for (int from = 0; from < index.lines().size(); from += EntryStore.MOST_ROWS) {
            rows.addAll(store.rows(
                    caller,
                    index.lines()
                            .subList(
                                    from,
                                    Math.min(
                                            from + EntryStore.MOST_ROWS,
                                            index.lines().size()))));
        }
        return rows;
    }

    Mark mark(Account account) {
        return Mark.at(store.position(account.id()));
    }

    /// `EVENT key` of everything that happened after a mark.
    List<String> changes(Account account, Mark since) {
        return page(account, Optional.of(since)).changes().stream()
                .map(change -> change.event() + " " + change.key())
                .toList();
    }

    Changes.Page page(Account account, Optional<Mark> since) {
        return (Changes.Page) store.changes(caller(account), since, "", 1000);
    }

    Quota quota(Account account) {
        return store.quota(account);
    }

    /// Rows of the store's tables that name an account or an address.
    long rowsAt(Address address) {
        return db.read(tx -> tx.one(
                        "select (select count(*) from store where address = ?) + (select count(*) from store_member"
                                + " where address = ?) + (select count(*) from store_version where address = ?) as n",
                        row -> row.whole("n"),
                        address.value(),
                        address.value(),
                        address.value())
                .orElseThrow());
    }
}
