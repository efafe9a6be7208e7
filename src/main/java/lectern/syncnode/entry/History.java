package lectern.syncnode.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import lectern.account.AccountId;
import lectern.blob.BlobId;
import lectern.blob.BlobRows;
import lectern.db.Row;
import lectern.db.Tx;

/// What was replaced or deleted, within one transaction. A version that was restored shares its blob with the current
/// one, so a blob is released when the last row that refers to it goes.
final class History {
    private static final String KEEP = """
            insert into store_version (address, number, token, writer, modified_at, kept_until, meta, content_type,
                content_encoding, size, sha256, blob_id, content)
            select address, number, token, writer, modified_at, cast(? as bigint), meta, content_type,
                content_encoding, size, sha256, blob_id, content
            from store where address = ?
            """;

    private static final String FIND = """
            select address, number, token, writer, modified_at, meta, content_type, content_encoding, size, sha256,
                blob_id
            from store_version where address = ? and token = ? and kept_until > ?
            """;

    private static final String CONTENT = "select content from store_version where address = ? and number = ?";

    private static final String NEWEST = """
            select address, number, token, writer, modified_at, meta, content_type, content_encoding, size, sha256,
                blob_id
            from store_version where address = ? and kept_until > ? order by number desc limit ?
            """;

    private static final String SIZES = """
            select number, size, blob_id from store_version where address = ? order by number desc
            """;

    private static final String DELETE = "delete from store_version where address = ? and number = ?";

    private static final String REFERRED = """
            select 1 from store where blob_id = ? union all select 1 from store_version where blob_id = ?
            """;

    private static final String BLOBS = """
            select distinct blob_id from store_version where address = ? and blob_id is not null
            """;

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
            Address address,
            long number,
            Token token,
            AccountId writer,
            Instant modified,
            Properties properties,
            Optional<BlobId> blob) {
        static Kept read(Row row) {
            return new Kept(
                    new Address(row.text("address")),
                    row.whole("number"),
                    new Token(row.text("token")),
                    new AccountId(row.text("writer")),
                    row.instant("modified_at"),
                    Seat.properties(row),
                    row.optionalText("blob_id").map(BlobId::new));
        }
    }

    Optional<Kept> find(Address address, String token) {
        return tx.one(FIND, Kept::read, address.value(), token, now);
    }

    Content content(Kept version) {
        return version.blob()
                .<Content>map(Content.InBlob::new)
                .orElseGet(() -> new Content.Inline(tx.one(
                                CONTENT,
                                row -> row.bytes("content"),
                                version.address().value(),
                                version.number())
                        .orElseThrow()));
    }

    List<Kept> newest(Address address, int limit) {
        return tx.list(NEWEST, Kept::read, address.value(), now, limit);
    }

    /// Before the current version is overwritten.
    void keepReplaced(Address address) {
        if (settings.versions() > 0) {
            keep(address, settings.versionAge());
        }
    }

    /// Before the store is emptied.
    void keepDeleted(Address address) {
        keep(address, settings.trashAge());
    }

    private void keep(Address address, Duration time) {
        tx.update(KEEP, now.plus(time), address.value());
    }

    /// After the current version was overwritten: no more than the settings allow.
    ///
    /// @param old what was overwritten
    /// @param size of the current version
    void prune(Address address, Seat.Stored old, long size) {
        if (settings.versions() == 0) {
            old.blob().ifPresent(blob -> release(old.home(), blob));
        } else if (old.blob().isPresent() || old.number() % PRUNED_EVERY == 0) {
            drop(address, old.home(), size);
        }
    }

    private void drop(Address address, AccountId home, long size) {
        long allowed = Math.max(MOST_BYTES, MOST_TIMES_THE_CURRENT * size);
        long sum = 0;
        int count = 0;
        for (var version : tx.list(SIZES, Sized::read, address.value())) {
            sum += version.size();
            count++;
            if (count > settings.versions() || sum > allowed) {
                remove(address, home, version);
            }
        }
    }

    /// Answers how many there were.
    int removeAll(Address address, AccountId home) {
        var all = tx.list(SIZES, Sized::read, address.value());
        all.forEach(version -> remove(address, home, version));
        return all.size();
    }

    void remove(Address address, AccountId home, Sized version) {
        tx.update(DELETE, address.value(), version.number());
        version.blob().ifPresent(blob -> release(home, blob));
    }

    /// What [#remove] needs to know.
    record Sized(long number, long size, Optional<BlobId> blob) {
        static Sized read(Row row) {
            return new Sized(
                    row.whole("number"),
                    row.whole("size"),
                    row.optionalText("blob_id").map(BlobId::new));
        }
    }

    /// After a row that referred to it went.
    void release(AccountId home, BlobId blob) {
        if (tx.one(REFERRED, _ -> true, blob.value(), blob.value()).isEmpty()) {
            BlobRows.release(tx, home, blob, now);
        }
    }

    void handOver(Address address, AccountId from, AccountId to) {
        tx.list(BLOBS, row -> new BlobId(row.text("blob_id")), address.value())
                .forEach(blob -> BlobRows.handOver(tx, from, to, blob));
    }
}
