package lectern.anki.media;

import java.time.Instant;
import java.util.Optional;

import lectern.account.AccountId;
import lectern.anki.media.MediaRecord.State;
import lectern.blob.BlobId;
import lectern.blob.BlobRows;
import lectern.db.Row;
import lectern.db.Tx;

/// The index of one account within one transaction: each line that is written keeps the totals right, claims the
/// bytes it refers to and releases those it referred to before.
final class MediaLines {
    private static final String FIND =
            "select sha1, size, blob_id from anki_media_file where account_id = ? and name = ?";

    private static final String WRITE = """
            insert into anki_media_file (account_id, name, usn, sha1, crc32, size, blob_id, content)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (account_id, name) do update set
                usn = excluded.usn, sha1 = excluded.sha1, crc32 = excluded.crc32, size = excluded.size,
                blob_id = excluded.blob_id, content = excluded.content
            """;

    private final Tx tx;
    private final AccountId account;
    private final Instant now;
    private final Totals before;
    private Totals totals;

    private MediaLines(Tx tx, AccountId account, Instant now, Totals before) {
        this.tx = tx;
        this.account = account;
        this.now = now;
        this.before = before;
        this.totals = before;
    }

    static MediaLines open(Tx tx, AccountId account, Instant now) {
        return new MediaLines(tx, account, now, Totals.hold(tx, account));
    }

    /// What is known of a name. A size of 0: the file was deleted.
    private record Line(Sha1 sha1, long size, Optional<BlobId> blob) {
        static Line read(Row row) {
            return new Line(
                    new Sha1(row.text("sha1")),
                    row.whole("size"),
                    row.optionalText("blob_id").map(BlobId::new));
        }
    }

    private Optional<Line> find(MediaName name) {
        return tx.one(FIND, Line::read, account.value(), name.value());
    }

    void put(MediaFile file) {
        var line = find(file.name());
        var sha1 = file.fingerprint().sha1();
        if (line.isEmpty() || line.get().size() == 0 || !line.get().sha1().equals(sha1)) {
            write(file.name(), line, totals.usn() + 1, new State.Present(file.fingerprint(), file.bytes()));
        }
    }

    void delete(MediaName name) {
        var line = find(name);
        line.filter(there -> there.size() > 0)
                .ifPresent(there -> write(name, line, totals.usn() + 1, new State.Deleted(there.sha1())));
    }

    void restore(MediaRecord record) {
        if (record.usn() <= totals.usn()) {
            throw new IllegalArgumentException("number " + record.usn() + " is not above " + totals.usn());
        }
        write(record.name(), find(record.name()), record.usn(), record.state());
    }

    /// What was left out of a restored index may have had the last number.
    void raise(long usn) {
        if (totals.usn() > Math.max(usn, before.usn())) {
            throw new IllegalArgumentException("number " + totals.usn() + " is above " + usn);
        }
        totals = totals.at(Math.max(usn, totals.usn()));
    }

    private void write(MediaName name, Optional<Line> line, long usn, State state) {
        line.ifPresent(old -> {
            totals = totals.without(old.size());
            old.blob().ifPresent(blob -> BlobRows.release(tx, account, blob, now));
        });
        switch (state) {
            case State.Present(var file, MediaBytes.InRow(var bytes)) ->
                write(name, usn, file.sha1(), file.crc32(), file.size(), Optional.empty(), Optional.of(bytes));
            case State.Present(var file, MediaBytes.InBlob(var blob)) -> {
                BlobRows.claim(tx, account, blob);
                write(name, usn, file.sha1(), file.crc32(), file.size(), Optional.of(blob.value()), Optional.empty());
            }
            case State.Deleted(var sha1) -> write(name, usn, sha1, 0, 0, Optional.empty(), Optional.empty());
        }
    }

    private void write(
            MediaName name,
            long usn,
            Sha1 sha1,
            long crc32,
            long size,
            Optional<String> blob,
            Optional<byte[]> content) {
        tx.update(WRITE, account.value(), name.value(), usn, sha1.hex(), crc32, size, blob, content);
        totals = totals.at(usn).with(size);
    }

    Totals save() {
        if (!totals.equals(before)) {
            totals.save(tx, account);
        }
        return totals;
    }
}
