package lectern.syncnode.upload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.account.Privacy;
import lectern.account.StampGuard;
import lectern.blob.BlobId;
import lectern.blob.BlobRows;
import lectern.db.Database;
import lectern.db.Row;
import lectern.syncnode.upload.Upload.State;

public final class SqlUploadStore implements UploadStore {
    /// The bytes wait a little longer than whoever waits for them.
    private static final Duration LONGER = Duration.ofHours(1);

    private static final String WAITING =
            "select count(*) as uploads from upload where account_id = ? and state in ('open', 'refused')";

    private static final String BEGIN = """
            insert into upload (id, account_id, blob_id, metadata_sealed, length, received, state, due_at)
            values (?, ?, ?, ?, ?, 0, 'open', ?)
            """;

    private static final String FIND = """
            select id, blob_id, metadata_sealed, length, received, state, token, due_at
            from upload where id = ? and account_id = ?
            """;

    private static final String PROGRESS = """
            update upload set received = ?, due_at = ?
            where id = ? and account_id = ? and state = 'open' and received = ?
            """;

    private static final String REFUSE = """
            update upload set state = 'refused', due_at = ?
            where id = ? and account_id = ? and state in ('open', 'refused')
            returning blob_id
            """;

    private static final String STORED = """
            update upload set state = 'stored', received = length, token = ?, due_at = ?
            where id = ? and account_id = ? and state in ('open', 'refused')
            """;

    private static final String END = """
            update upload set state = 'gone', due_at = ?
            where id = ? and state in ('open', 'refused')
            returning account_id, blob_id
            """;

    private static final String OVERDUE = """
            select id from upload where state in ('open', 'refused') and due_at <= ? order by due_at limit ?
            """;

    private static final String FORGET = """
            delete from upload
            where id in (select id from upload where state in ('stored', 'gone') and due_at <= ? limit ?)
            """;

    private static final String DELETE = """
            delete from upload where id in (select id from upload where account_id = ? limit ?)
            """;

    private final Database db;
    private final Privacy privacy;
    private final InstantSource clock;

    public SqlUploadStore(Database db, Privacy privacy, InstantSource clock) {
        this.db = db;
        this.privacy = privacy;
        this.clock = clock;
    }

    @Override
    public boolean begin(
            Account account, UploadId id, BlobId blob, String metadata, long length, Instant due, int most) {
        var sealed = privacy.seal(metadata, account.id());
        return db.write(tx -> {
            StampGuard.check(tx, account);
            long waiting = tx.one(
                            WAITING, row -> row.whole("uploads"), account.id().value())
                    .orElseThrow();
            if (waiting >= most) {
                BlobRows.abandon(tx, account.id(), blob, clock.instant());
                return false;
            }
            BlobRows.keep(tx, account.id(), blob, due.plus(LONGER));
            tx.update(BEGIN, id.value(), account.id().value(), blob.value(), sealed, length, due);
            return true;
        });
    }

    @Override
    public Optional<Upload> find(Account account, UploadId id) {
        return db.read(tx -> {
            StampGuard.check(tx, account);
            return tx.one(
                    FIND,
                    row -> upload(row, account.id()),
                    id.value(),
                    account.id().value());
        });
    }

    @Override
    public Optional<Upload> progress(Account account, Upload from, long received, Instant due) {
        return db.write(tx -> {
            StampGuard.check(tx, account);
            BlobRows.keep(tx, account.id(), from.blob(), due.plus(LONGER));
            int changed = tx.update(
                    PROGRESS, received, due, from.id().value(), account.id().value(), from.received());
            return changed == 0 ? Optional.empty() : Optional.of(from.with(received, due));
        });
    }

    @Override
    public void refuse(Account account, UploadId id, Instant due) {
        db.write(tx -> {
            StampGuard.check(tx, account);
            var blob = tx.one(
                    REFUSE,
                    row -> new BlobId(row.text("blob_id")),
                    due,
                    id.value(),
                    account.id().value());
            blob.ifPresent(kept -> BlobRows.keep(tx, account.id(), kept, due.plus(LONGER)));
            return blob.isPresent();
        });
    }

    @Override
    public void stored(Account account, UploadId id, String token, Instant due) {
        db.write(tx -> {
            StampGuard.check(tx, account);
            return tx.update(STORED, token, due, id.value(), account.id().value());
        });
    }

    @Override
    public void end(UploadId id, Instant until) {
        db.write(tx -> {
            tx.one(END, Ended::new, until, id.value())
                    .ifPresent(ended -> BlobRows.abandon(tx, ended.account(), ended.blob(), clock.instant()));
            return true;
        });
    }

    @Override
    public List<UploadId> overdue(Instant now, int limit) {
        return db.read(tx -> tx.list(OVERDUE, row -> new UploadId(row.text("id")), now, limit));
    }

    @Override
    public int forget(Instant now, int limit) {
        return db.write(tx -> tx.update(FORGET, now, limit));
    }

    @Override
    public int deleteSome(AccountId account, int limit) {
        return db.write(tx -> tx.update(DELETE, account.value(), limit));
    }

    private record Ended(AccountId account, BlobId blob) {
        Ended(Row row) {
            this(new AccountId(row.text("account_id")), new BlobId(row.text("blob_id")));
        }
    }

    private Upload upload(Row row, AccountId account) {
        return new Upload(
                new UploadId(row.text("id")),
                new BlobId(row.text("blob_id")),
                privacy.open(row.bytes("metadata_sealed"), account),
                row.whole("length"),
                row.whole("received"),
                State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                row.optionalText("token"),
                row.instant("due_at"));
    }
}
