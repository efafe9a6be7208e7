package lectern.syncnode.entry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import lectern.account.AccountId;
import lectern.blob.BlobId;
import lectern.blob.BlobRows;
import lectern.db.Row;
import lectern.db.Tx;

/// The versions of stores, within one transaction: each is added as it comes and never changed. What was replaced is
/// found from the version that replaced it, and what lies behind one that is removed goes with it.
///
/// A version that was restored shares its blob with the current one, so a blob is released when the last row that
/// refers
/// to it goes.
final class History {
    private static final String ADD = """
            insert into store_version (previous, address, number, token, previous_token, writer, modified_at, meta,
                content_type, content_encoding, size, sha256, blob_id, content)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            returning id
            """;

    private static final String ADD_AGAIN = """
            insert into store_version (previous, address, number, token, previous_token, writer, modified_at, meta,
                content_type, content_encoding, size, sha256, blob_id, content)
            select cast(? as bigint), address, cast(? as bigint), ?, ?, ?, cast(? as bigint), meta,
                content_type, content_encoding, size, sha256, blob_id, content
            from store_version where id = ?
            returning id
            """;

    /// From one version on the way back.
    private static final String PAST = """
            with recursive past (id, previous, size, blob_id) as (
                select id, previous, size, blob_id from store_version where id = ?
                union all
                select v.id, v.previous, v.size, v.blob_id from past join store_version v on v.id = past.previous)
            """;

    private static final String WHOLE = """
            v.id, v.token, v.writer, v.modified_at, v.meta, v.content_type, v.content_encoding, v.size, v.sha256,
                v.blob_id
            from past join store_version v on v.id = past.id
            """;

    private static final String FIND = PAST + "select " + WHOLE + "where v.token = ?";
    private static final String NEWEST = PAST + "select " + WHOLE + "order by v.id desc limit ?";
    private static final String SIZES = PAST + "select id, size, blob_id from past order by id desc";
    private static final String BLOBS = PAST + "select distinct blob_id from past where blob_id is not null";
    private static final String CONTENT = "select content from store_version where id = ?";
    private static final String EMPTY = """
            update store_version set previous = null, blob_id = null, content = null where id = ?
            """;

    private static final String DELETE = "delete from store_version where id = ?";
    private static final String REFERRED = "select 1 from store_version where blob_id = ?";

    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_TIMES_THE_CURRENT = 3;
    private static final int PRUNED_EVERY = 8; // versions, so that most writes need not look

    private final Tx tx;
    private final EntrySettings settings;
    private final Instant now;

    History(Tx tx, EntrySettings settings, Instant now) {
        this.tx = tx;
        this.settings = settings;
        this.now = now;
    }

    /// One of them, without its bytes.
    record Kept(
            long id, Token token, AccountId writer, Instant modified, Properties properties, Optional<BlobId> blob) {
        static Kept read(Row row) {
            return new Kept(
                    row.whole("id"),
                    new Token(row.text("token")),
                    new AccountId(row.text("writer")),
                    row.instant("modified_at"),
                    Seat.properties(row),
                    row.optionalText("blob_id").map(BlobId::new));
        }
    }

    /// What becomes a store's next version.
    ///
    /// @param replaced the version before, as it counts for a lost answer; empty when nothing was there
    /// @param previous the newest of the history; 0 when there is none
    record Next(Address address, long number, Token token, Optional<Token> replaced, AccountId writer, long previous) {
        /// After everything there was.
        static Next of(Seat seat, Token token, AccountId writer) {
            var store = seat.store();
            return new Next(
                    seat.address(),
                    store.number() + 1,
                    token,
                    seat.live() ? Optional.of(store.token()) : Optional.empty(),
                    writer,
                    seat.live() || store.inTrash() ? seat.version() : 0);
        }

        static Next first(Address address, Token token, AccountId writer) {
            return new Next(address, 1, token, Optional.empty(), writer, 0);
        }

        private Optional<Long> before() {
            return previous == 0 ? Optional.empty() : Optional.of(previous);
        }
    }

    /// Answers its id.
    long add(Next next, Properties properties, Optional<BlobId> blob, Optional<byte[]> inline) {
        return added(tx.one(
                ADD,
                History::id,
                next.before(),
                next.address().value(),
                next.number(),
                next.token().value(),
                next.replaced().map(Token::value),
                next.writer().value(),
                now,
                properties.meta(),
                properties.contentType(),
                properties.contentEncoding(),
                properties.size(),
                properties.sha256(),
                blob.map(BlobId::value),
                inline));
    }

    /// The same with what an old version holds.
    long addAgain(Next next, Kept old) {
        return added(tx.one(
                ADD_AGAIN,
                History::id,
                next.before(),
                next.number(),
                next.token().value(),
                next.replaced().map(Token::value),
                next.writer().value(),
                now,
                old.id()));
    }

    private static long id(Row row) {
        return row.whole("id");
    }

    private static long added(Optional<Long> id) {
        return id.orElseThrow(() -> new IllegalStateException("a version was not added"));
    }

    Optional<Kept> find(Seat seat, String token) {
        return tx.one(FIND, Kept::read, seat.past(), token);
    }

    Content content(Kept version) {
        return version.blob()
                .<Content>map(Content.InBlob::new)
                .orElseGet(() -> new Content.Inline(tx.one(CONTENT, row -> row.bytes("content"), version.id())
                        .orElseThrow()));
    }

    List<Kept> newest(Seat seat, int limit) {
        return tx.list(NEWEST, Kept::read, seat.past(), limit);
    }

    /// After a version was replaced: no more than the settings allow.
    ///
    /// @param old what was replaced
    /// @param size of the version that replaced it
    void prune(Seat old, long size) {
        var store = old.store();
        if (settings.versions() == 0) {
            removeFrom(old.version(), store.home());
        } else if (store.blob().isPresent()
                || (store.number() > settings.versions() && store.number() % PRUNED_EVERY == 0)) {
            removeSurplus(old.version(), store.home(), size);
        }
    }

    private void removeSurplus(long newest, AccountId home, long size) {
        long allowed = Math.max(MOST_BYTES, MOST_TIMES_THE_CURRENT * size);
        long sum = 0;
        int count = 0;
        for (var version : tx.list(SIZES, Sized::read, newest)) {
            sum += version.size();
            count++;
            if (count > settings.versions() || sum > allowed) {
                remove(home, version);
            }
        }
    }

    /// A version and all before it. Answers how many there were.
    int removeFrom(long newest, AccountId home) {
        var all = tx.list(SIZES, Sized::read, newest);
        all.forEach(version -> remove(home, version));
        return all.size();
    }

    /// All before a version, and its bytes; what it was called stays, for those whose answer was lost.
    void empty(long newest, AccountId home) {
        for (var version : tx.list(SIZES, Sized::read, newest)) {
            if (version.id() == newest) {
                tx.update(EMPTY, version.id());
                version.blob().ifPresent(blob -> release(home, blob));
            } else {
                remove(home, version);
            }
        }
    }

    /// A version that is empty.
    void forget(long version) {
        tx.update(DELETE, version);
    }

    private void remove(AccountId home, Sized version) {
        tx.update(DELETE, version.id());
        version.blob().ifPresent(blob -> release(home, blob));
    }

    private record Sized(long id, long size, Optional<BlobId> blob) {
        static Sized read(Row row) {
            return new Sized(
                    row.whole("id"),
                    row.whole("size"),
                    row.optionalText("blob_id").map(BlobId::new));
        }
    }

    /// After a row that referred to it went.
    void release(AccountId home, BlobId blob) {
        if (tx.one(REFERRED, _ -> true, blob.value()).isEmpty()) {
            BlobRows.release(tx, home, blob, now);
        }
    }

    /// The bytes of a version and of all before it.
    void handOver(long newest, AccountId from, AccountId to) {
        tx.list(BLOBS, row -> new BlobId(row.text("blob_id")), newest)
                .forEach(blob -> BlobRows.handOver(tx, from, to, blob));
    }
}
