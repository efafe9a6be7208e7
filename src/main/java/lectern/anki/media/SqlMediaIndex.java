package lectern.anki.media;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.account.StampGuard;
import lectern.anki.media.MediaRecord.State;
import lectern.blob.BlobId;
import lectern.db.Database;
import lectern.db.Row;

/// See [MediaIndex].
public final class SqlMediaIndex implements MediaIndex {
    private static final String CHANGES = """
            select name, usn, sha1, size from anki_media_file
            where account_id = ? and usn > ? order by usn limit ?
            """;

    private static final String RECORDS = """
            select name, usn, sha1, crc32, size, blob_id, content from anki_media_file
            where account_id = ? and usn > ? order by usn limit ?
            """;

    private static final String FILE = """
            select name, usn, sha1, crc32, size, blob_id, content from anki_media_file
            where account_id = ? and name = ? and size > 0
            """;

    private static final String DELETE_FILES = """
            delete from anki_media_file where (account_id, name) in (
                select account_id, name from anki_media_file where account_id = ? limit ?)
            """;

    private static final String DELETE_TOTALS = "delete from anki_media where account_id = ?";

    private final Database db;
    private final InstantSource clock;

    public SqlMediaIndex(Database db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    @Override
    public long usn(Account account) {
        return totals(account).usn();
    }

    @Override
    public long files(Account account) {
        return totals(account).files();
    }

    @Override
    public long bytes(Account account) {
        return totals(account).bytes();
    }

    private Totals totals(Account account) {
        return db.read(tx -> {
            StampGuard.check(tx, account);
            return Totals.of(tx, account.id());
        });
    }

    @Override
    public List<MediaChange> changes(Account account, long after, int limit) {
        return db.read(tx -> {
            StampGuard.check(tx, account);
            return tx.list(CHANGES, SqlMediaIndex::change, account.id().value(), after, limit);
        });
    }

    @Override
    public List<MediaFile> find(Account account, List<MediaName> names, long enough) {
        return db.read(tx -> {
            StampGuard.check(tx, account);
            var found = new ArrayList<MediaFile>();
            long size = 0;
            for (var name : names) {
                var file = tx.one(FILE, SqlMediaIndex::file, account.id().value(), name.value());
                size += file.map(there -> there.fingerprint().size()).orElse(0L);
                if (file.isEmpty() || (size > enough && !found.isEmpty())) {
                    break;
                }
                found.add(file.get());
            }
            return found;
        });
    }

    @Override
    public long apply(Account account, List<MediaEdit> edits) {
        refuseTooMany(edits);
        var now = clock.instant();
        return db.write(tx -> {
            StampGuard.check(tx, account);
            var lines = MediaLines.open(tx, account.id(), now);
            for (var edit : edits) {
                switch (edit) {
                    case MediaEdit.Put(var file) -> lines.put(file);
                    case MediaEdit.Delete(var name) -> lines.delete(name);
                }
            }
            return lines.save().usn();
        });
    }

    @Override
    public List<MediaRecord> records(Account account, long after, int limit) {
        return db.read(tx -> {
            StampGuard.check(tx, account);
            return tx.list(RECORDS, SqlMediaIndex::record, account.id().value(), after, limit);
        });
    }

    @Override
    public void restore(Account account, List<MediaRecord> records, long usn) {
        refuseTooMany(records);
        var now = clock.instant();
        db.write(tx -> {
            StampGuard.check(tx, account);
            var lines = MediaLines.open(tx, account.id(), now);
            records.forEach(lines::restore);
            lines.raise(usn);
            return lines.save();
        });
    }

    private static void refuseTooMany(List<?> edits) {
        if (edits.size() > MOST_EDITS) {
            throw new IllegalArgumentException("more than " + MOST_EDITS + " edits in one step");
        }
    }

    @Override
    public int deleteSome(AccountId account, int limit) {
        return db.write(tx -> {
            int removed = tx.update(DELETE_FILES, account.value(), limit);
            return removed < limit ? removed + tx.update(DELETE_TOTALS, account.value()) : removed;
        });
    }

    private static MediaChange change(Row row) {
        return new MediaChange(
                name(row),
                row.whole("usn"),
                row.whole("size") == 0 ? Optional.empty() : Optional.of(new Sha1(row.text("sha1"))));
    }

    private static MediaFile file(Row row) {
        return new MediaFile(name(row), fingerprint(row), bytes(row));
    }

    private static MediaRecord record(Row row) {
        var state = row.whole("size") == 0
                ? new State.Deleted(new Sha1(row.text("sha1")))
                : new State.Present(fingerprint(row), bytes(row));
        return new MediaRecord(name(row), row.whole("usn"), state);
    }

    private static MediaName name(Row row) {
        return new MediaName(row.text("name"));
    }

    private static Fingerprint fingerprint(Row row) {
        return new Fingerprint(new Sha1(row.text("sha1")), row.whole("crc32"), row.whole("size"));
    }

    private static MediaBytes bytes(Row row) {
        return row.optionalText("blob_id")
                .<MediaBytes>map(id -> new MediaBytes.InBlob(new BlobId(id)))
                .orElseGet(() -> new MediaBytes.InRow(row.bytes("content")));
    }
}
