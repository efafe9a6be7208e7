package lectern.db;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// A SQLite file: one writer with group commit, a few readers, a write-ahead log.
final class SqliteDatabase implements Database {
    /// "Lctn": says in bytes 68 to 71 of the file whose it is.
    static final int APPLICATION_ID = 0x4c63746e;

    private final SqliteWriter writer;
    private final SqliteReaders readers;
    private final SqliteLookUps lookUps;
    private final Commits commits;
    private final SqliteWatch watch;

    private SqliteDatabase(
            SqliteWriter writer, SqliteReaders readers, SqliteLookUps lookUps, Commits commits, SqliteWatch watch) {
        this.writer = writer;
        this.readers = readers;
        this.lookUps = lookUps;
        this.commits = commits;
        this.watch = watch;
    }

    static SqliteDatabase open(Path file, List<Migration> migrations) {
        return open(file, migrations, SqliteLog.of(file));
    }

    static SqliteDatabase open(Path file, List<Migration> migrations, SqliteLog log) {
        var ours = file.toAbsolutePath().normalize();
        var header = SqliteHeader.of(ours);
        header.ifPresent(known -> refuseOthers(ours, known, migrations));
        if (header.isEmpty()) {
            create(ours);
        }
        var session = SqliteSession.toWrite(ours);
        try {
            prepare(session, ours, migrations, header.isEmpty());
        } catch (Throwable e) {
            session.close();
            throw e;
        }
        var commits = new Commits();
        var readers = SqliteReaders.start(ours, log, readers());
        return new SqliteDatabase(
                SqliteWriter.start(session, log, commits),
                readers,
                SqliteLookUps.beside(readers, ours, log),
                commits,
                SqliteWatch.start(ours, commits));
    }

    static void refuseOthers(Path file, SqliteHeader header, List<Migration> migrations) {
        if (header.applicationId() != APPLICATION_ID) {
            throw new DatabaseException.Unsuitable(
                    file + " is the database of another program. It was left as it is; name another file.");
        }
        Migrations.refuseNewer(file.toString(), header.userVersion(), migrations);
    }

    /// An empty file that only its owner may read; SQLite gives the same rights to the files beside it.
    private static void create(Path file) {
        try {
            Files.createFile(file, ownerOnly());
        } catch (FileAlreadyExistsException _) {
            // empty, or another process was faster
        } catch (IOException e) {
            throw new DatabaseException.Unavailable(file + " cannot be made: " + e + ".", e);
        }
    }

    static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void prepare(SqliteSession session, Path file, List<Migration> migrations, boolean fresh) {
        if (fresh) {
            session.script("pragma application_id = " + APPLICATION_ID);
        }
        if (!session.keepLog("wal").equals("wal")) {
            throw new DatabaseException.Unavailable(
                    "The file system of " + file + " does not carry SQLite's write-ahead log; use a local disk.");
        }
        session.script("pragma synchronous = full; pragma temp_store = memory; pragma cache_size = -8000");
        session.script("pragma wal_autocheckpoint = " + SqliteLog.PAGES);
        var version = Migrations.run(new Target(session), file.toString(), migrations);
        session.script("pragma foreign_keys = on");
        if (!session.ask("pragma user_version").equals(Integer.toString(version))) {
            session.script("pragma user_version = " + version);
        }
    }

    private static int readers() {
        return Math.min(Runtime.getRuntime().availableProcessors(), 4)
                + 2; // two long reads leave the others a processor
    }

    @Override
    public <T> T read(Work<T> work) {
        return readers.read(work);
    }

    @Override
    public <T> Optional<T> lookUp(String sql, RowReader<T> reader, @Nullable Object... values) {
        return lookUps.first(sql, reader, values);
    }

    @Override
    public <T> T write(Work<T> work) {
        return writer.write(work);
    }

    @Override
    public Commits commits() {
        return commits;
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public void close() {
        commits.close();
        watch.close();
        lookUps.close();
        readers.close();
        writer.close();
    }

    /// Foreign keys are off while a migration runs, so that it may build a table anew, and are checked at its end.
    private record Target(SqliteSession session) implements Migrations.Target {
        @Override
        public <T> T locked(Work<T> work) {
            session.execute("begin immediate");
            try {
                var result = session.tx().run(work);
                session.execute("commit");
                return result;
            } catch (Throwable e) {
                session.rollback();
                throw e;
            }
        }

        @Override
        public void script(String sql) {
            session.script(sql);
            if (!session.ask("pragma foreign_key_check").isEmpty()) {
                throw new DatabaseException.Unexpected("A migration left a foreign key without its row.");
            }
        }
    }
}
