package lectern.anki.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import lectern.db.Row;
import lectern.db.SqliteFile;
import lectern.db.Tx;

import static java.util.stream.Collectors.toMap;

/// The media of one user of the official server: the index `media.db`, of release 2.1.57 and later, and the files
/// in the folder `media` beside it. Nothing there is changed. The official server locks it and must have been
/// stopped.
///
/// Used by one platform thread at a time, as [SqliteFile] is.
final class OfficialMedia implements AutoCloseable {
    static final String INDEX = "media.db";
    static final String FILES = "media";
    static final int VERSION = 4;

    private static final int OLDER_VERSION = 3;

    private static final String FIND_VERSION = "select user_version from pragma_user_version";

    private static final String LAST_USN = """
            select max(coalesce((select last_usn from meta), 0), coalesce((select max(usn) from media), 0)) as usn
            """;

    private static final String LINES = """
            select fname, csum, size, usn from media where usn > ? and usn <= ? order by usn, fname limit ?
            """;

    private static final String OLDER_LAST_USN = """
            select max(coalesce((select usn from meta), 0), coalesce((select max(usn) from media), 0)) as usn
            """;

    /// The official server forgets what has no digest when it brings such an index up to date.
    private static final String OLDER_LINES = """
            select fname, csum, case when deleted then 0 else sz end as size, usn from media
            where usn > ? and usn <= ? and csum is not null order by usn, fname limit ?
            """;

    private final Path folder;
    private final Path copy;
    private final SqliteFile index;
    private final boolean older;

    private OfficialMedia(Path folder, Path copy, SqliteFile index, boolean older) {
        this.folder = folder;
        this.copy = copy;
        this.index = index;
        this.older = older;
    }

    /// @param sha1 what it was, when it was deleted
    record Line(String name, long usn, Sha1 sha1, boolean deleted) {
        private static Line read(Row row) {
            return new Line(
                    row.text("fname"),
                    row.whole("usn"),
                    new Sha1(HexFormat.of().formatHex(row.bytes("csum"))),
                    row.whole("size") == 0);
        }
    }

    /// Empty when that user has no media.
    ///
    /// @param work the folder for a copy of the index: even a look at a SQLite file may write beside it
    static Optional<OfficialMedia> open(Path folder, Path work) throws IOException {
        if (Files.notExists(folder.resolve(INDEX))) {
            return Optional.empty();
        }
        var copy = Files.createTempDirectory(work, "import.");
        try {
            var index = SqliteFile.open(copied(folder, copy));
            try {
                return Optional.of(new OfficialMedia(folder, copy, index, index.read(OfficialMedia::isOlder)));
            } catch (RuntimeException e) {
                index.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            delete(copy);
            throw e;
        }
    }

    private static Path copied(Path folder, Path copy) throws IOException {
        for (var name : List.of(INDEX, INDEX + "-wal")) {
            if (Files.exists(folder.resolve(name))) {
                Files.copy(folder.resolve(name), copy.resolve(name));
            }
        }
        return copy.resolve(INDEX);
    }

    private static boolean isOlder(Tx tx) {
        long version = tx.one(FIND_VERSION, row -> row.whole("user_version")).orElse(0L);
        if (version != VERSION && version != OLDER_VERSION) {
            throw new MediaNotImported("its media.db has the version " + version + ", and 3 and 4 are known");
        }
        return version == OLDER_VERSION;
    }

    long lastUsn() {
        return index.read(tx -> tx.one(older ? OLDER_LAST_USN : LAST_USN, row -> row.whole("usn"))
                .orElse(0L));
    }

    /// Behind that number, in the order of the numbers.
    List<Line> lines(long after, int limit) {
        return lines(after, Long.MAX_VALUE, limit);
    }

    /// The names behind one number and up to another, by their own.
    Map<Long, String> names(long after, long last) {
        return lines(after, last, Integer.MAX_VALUE).stream()
                .collect(toMap(Line::usn, Line::name, (first, _) -> first));
    }

    private List<Line> lines(long after, long last, int limit) {
        return index.read(tx -> {
            var lines = new ArrayList<Line>();
            tx.each(older ? OLDER_LINES : LINES, row -> lines.add(Line.read(row)), after, last, limit);
            return lines;
        });
    }

    /// Empty when there is no such file, or nothing in it.
    Optional<Fingerprint> fingerprint(MediaName name) throws IOException {
        if (!Files.isRegularFile(file(name))) {
            return Optional.empty();
        }
        try (var in = read(name)) {
            return Fingerprint.of(in);
        }
    }

    InputStream read(MediaName name) throws IOException {
        return Files.newInputStream(file(name));
    }

    byte[] bytes(MediaName name) throws IOException {
        return Files.readAllBytes(file(name));
    }

    private Path file(MediaName name) {
        return folder.resolve(FILES).resolve(name.value());
    }

    @Override
    public void close() throws IOException {
        index.close();
        delete(copy);
    }

    private static void delete(Path copy) throws IOException {
        for (var name : List.of(INDEX, INDEX + "-wal", INDEX + "-shm")) {
            Files.deleteIfExists(copy.resolve(name));
        }
        Files.delete(copy);
    }
}
