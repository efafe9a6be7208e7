package lectern.anki.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import lectern.account.Account;
import lectern.anki.media.MediaRecord.State;
import lectern.blob.BlobStore;
import lectern.db.SqliteFile;
import lectern.db.Tx;

/// Writes the media of an account as the official server keeps them, so that it can go on with them. What changes
/// meanwhile is written again under its new number.
public final class MediaExport {
    private static final int PAGE = 100; // bounds the bytes in memory

    private static final List<String> SCHEMA =
            List.of("""
            create table media (
                fname text not null primary key,
                csum blob not null,
                size integer not null,
                usn integer not null,
                mtime integer not null
            )
            """, "create index ix_usn on media (usn)", """
            create table meta (
                last_usn integer not null,
                total_bytes integer not null,
                total_nonempty_files integer not null
            )
            """, "pragma user_version = " + OfficialMedia.VERSION);

    private static final String LINE = """
            insert into media (fname, csum, size, usn, mtime) values (?, ?, ?, ?, ?)
            on conflict (fname) do update set
                csum = excluded.csum, size = excluded.size, usn = excluded.usn, mtime = excluded.mtime
            """;

    private static final String TOTALS = """
            insert into meta (last_usn, total_bytes, total_nonempty_files)
            select ?, coalesce(sum(size), 0), count(*) from media where size > 0
            returning total_nonempty_files
            """;

    private final MediaIndex index;
    private final BlobStore blobs;

    public MediaExport(MediaIndex index, BlobStore blobs) {
        this.index = index;
        this.blobs = blobs;
    }

    /// Answers how many files there are now.
    ///
    /// @param folder that of the user; `media.db` is not in it yet
    public long to(Account account, Path folder) throws IOException {
        var media = Files.createDirectories(folder.resolve(OfficialMedia.FILES));
        try (var file = SqliteFile.create(folder.resolve(OfficialMedia.INDEX))) {
            file.journal(SqliteFile.Journal.WRITE_AHEAD_LOG);
            file.write(tx -> {
                SCHEMA.forEach(tx::update);
                return true;
            });
            long last = index.usn(account);
            for (var page = page(account, 0); !page.isEmpty(); page = page(account, last(page))) {
                var lines = new ArrayList<Line>();
                for (var record : page) {
                    lines.add(new Line(record, write(record, media)));
                }
                file.write(tx -> {
                    lines.forEach(line -> line.write(tx));
                    return true;
                });
                last = Math.max(last, last(page));
            }
            long usn = last;
            return file.write(tx -> tx.one(TOTALS, row -> row.whole("total_nonempty_files"), usn))
                    .orElseThrow();
        }
    }

    private List<MediaRecord> page(Account account, long after) {
        return index.records(account, after, PAGE);
    }

    private static long last(List<MediaRecord> page) {
        return page.getLast().usn();
    }

    /// Returns when the file was written, in seconds; 0 when it was deleted.
    private long write(MediaRecord record, Path media) throws IOException {
        var file = media.resolve(record.name().value());
        switch (record.state()) {
            case State.Present present -> write(present.bytes(), file);
            case State.Deleted _ -> {
                Files.deleteIfExists(file);
                return 0;
            }
        }
        return Files.getLastModifiedTime(file).to(TimeUnit.SECONDS);
    }

    private void write(MediaBytes bytes, Path file) throws IOException {
        switch (bytes) {
            case MediaBytes.InRow(var inRow) -> Files.write(file, inRow);
            case MediaBytes.InBlob(var id) -> {
                try (var in = blobs.open(id)) {
                    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private record Line(MediaRecord record, long mtime) {
        void write(Tx tx) {
            var name = record.name().value();
            switch (record.state()) {
                case State.Present present -> {
                    var is = present.fingerprint();
                    tx.update(LINE, name, is.sha1().bytes(), is.size(), record.usn(), mtime);
                }
                case State.Deleted(var was) -> tx.update(LINE, name, was.bytes(), 0, record.usn(), mtime);
            }
        }
    }
}
