package lectern.blob;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.account.StampGuard;
import lectern.db.Database;
import lectern.db.Tx;

/// The row that each blob has before its bytes are written and until they are gone. It says whether another row
/// refers to the blob, so no folder is ever searched for that, and no clock decides whether a write is still going
/// on:
///
/// ```
/// reserve -> (bytes are written) -> claim -> release
///    |  ^ keep                                  |
///    +------ a day later: doom <- an hour later +    -> (bytes are deleted) -> forget
/// ```
public final class BlobRows {
    private static final Duration TO_BE_CLAIMED = Duration.ofDays(1); // large bytes come slowly over some lines
    private static final Duration TO_BE_READ = Duration.ofHours(1); // by whoever looked at the row just before

    private static final String RESERVE = "insert into blob (blob_id, account_id, due_at, doomed) values (?, ?, ?, 0)";

    private static final String CLAIM = """
            update blob set due_at = null, account_id = ?
            where blob_id = ? and account_id = ? and due_at is not null and doomed = 0
            """;

    private static final String KEEP = """
            update blob set due_at = ?
            where blob_id = ? and account_id = ? and due_at is not null and doomed = 0
            """;

    private static final String HAND_OVER = "update blob set account_id = ? where blob_id = ? and account_id = ?";

    private static final String RELEASE = "update blob set due_at = ? where blob_id = ? and account_id = ?";

    private static final String DOOM_DUE = """
            update blob set doomed = 1
            where blob_id in (select blob_id from blob where due_at <= ? limit ?)
            returning blob_id
            """;

    private static final String DOOM_OWNED = """
            update blob set doomed = 1, due_at = 0
            where blob_id in (select blob_id from blob where account_id = ? limit ?)
            returning blob_id
            """;

    private static final String FORGET = "delete from blob where blob_id = ? and doomed = 1";

    private static final String CLAIMED = """
            select blob_id from blob where due_at is null and blob_id > ? order by blob_id limit ?
            """;

    private static final String KNOWN = "select blob_id from blob where blob_id = ?";

    private final Database db;
    private final SecureRandom random;
    private final InstantSource clock;

    BlobRows(Database db, SecureRandom random, InstantSource clock) {
        this.db = db;
        this.random = random;
        this.clock = clock;
    }

    /// Part of the transaction that writes a row which refers to the blob. Throws [LostBlob].
    public static void claim(Tx tx, AccountId owner, BlobId id) {
        claim(tx, owner, owner, id);
    }

    /// The same when somebody else put it for its owner.
    public static void claim(Tx tx, AccountId putBy, AccountId owner, BlobId id) {
        if (tx.update(CLAIM, owner.value(), id.value(), putBy.value()) == 0) {
            throw new LostBlob(id);
        }
    }

    /// Part of the transaction that still waits for the bytes: nobody gives them up before `until`. Throws [LostBlob].
    public static void keep(Tx tx, AccountId owner, BlobId id, Instant until) {
        if (tx.update(KEEP, until, id.value(), owner.value()) == 0) {
            throw new LostBlob(id);
        }
    }

    /// Part of the transaction that waits no longer, or that found it claimed by another row.
    public static void abandon(Tx tx, AccountId owner, BlobId id, Instant now) {
        tx.update(KEEP, now, id.value(), owner.value());
    }

    /// Part of the transaction that makes the row which refers to the blob another account's.
    public static void handOver(Tx tx, AccountId from, AccountId to, BlobId id) {
        tx.update(HAND_OVER, to.value(), id.value(), from.value());
    }

    /// Part of the transaction after which no row refers to the blob.
    public static void release(Tx tx, AccountId owner, BlobId id, Instant now) {
        tx.update(RELEASE, now.plus(TO_BE_READ), id.value(), owner.value());
    }

    List<BlobId> reserve(Account owner, int count) {
        var ids = BlobId.together(count, random);
        var due = clock.instant().plus(TO_BE_CLAIMED);
        return db.write(tx -> {
            StampGuard.check(tx, owner);
            ids.forEach(id -> tx.update(RESERVE, id.value(), owner.id().value(), due));
            return ids;
        });
    }

    /// What nobody refers to any more; from here on it cannot be claimed. Answers the same again until it is
    /// forgotten.
    List<BlobId> doom(Instant now, int limit) {
        return db.write(tx -> tx.list(DOOM_DUE, row -> new BlobId(row.text("blob_id")), now, limit));
    }

    /// The same for everything of an account.
    List<BlobId> doom(AccountId owner, int limit) {
        return db.write(tx -> tx.list(DOOM_OWNED, row -> new BlobId(row.text("blob_id")), owner.value(), limit));
    }

    void forget(Collection<BlobId> doomed) {
        db.write(tx -> {
            doomed.forEach(id -> tx.update(FORGET, id.value()));
            return doomed.size();
        });
    }

    /// In the order of their ids, from behind that text on.
    List<BlobId> claimed(String after, int limit) {
        return db.read(tx -> tx.list(CLAIMED, row -> new BlobId(row.text("blob_id")), after, limit));
    }

    List<BlobId> unknown(Collection<BlobId> ids) {
        return db.read(tx -> ids.stream()
                .filter(id -> tx.one(KNOWN, _ -> true, id.value()).isEmpty())
                .toList());
    }
}
