package lectern.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SqliteFileTest {
    private static final int JOURNAL = 18; // of the header: https://sqlite.org/fileformat2.html#the_database_header

    @TempDir
    Path folder;

    @Test
    void isReadWhateverItsPath() {
        var file = folder.resolve("what? 100% #1.db");
        fill(file);
        assertThat(Files.exists(file)).isTrue();
        try (var opened = SqliteFile.open(file)) {
            List<String> titles = opened.read(tx -> tx.list("select title from book", row -> row.text("title")));
            assertThat(titles).containsExactly("Dune");
        }
    }

    @Test
    void isNeverWritten() throws IOException {
        var file = folder.resolve("metadata.db");
        fill(file);
        var before = Files.readAllBytes(file);
        try (var opened = SqliteFile.open(file)) {
            assertThatThrownBy(() -> opened.read(tx -> tx.update("delete from book")))
                    .isInstanceOf(DatabaseException.Unavailable.class);
        }
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void somethingElseIsDamaged() throws IOException {
        var file = Files.writeString(folder.resolve("metadata.db"), "no database at all, ".repeat(100));
        try (var opened = SqliteFile.open(file)) {
            assertThatThrownBy(() -> opened.read(tx -> tx.one("select title from book", row -> row.text("title"))))
                    .isInstanceOf(DatabaseException.Damaged.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void aFileThatIsMissingIsUnavailable() {
        assertThatThrownBy(() -> SqliteFile.open(folder.resolve("metadata.db")).close())
                .isInstanceOf(DatabaseException.Unavailable.class)
                .hasMessageContaining("metadata.db");
    }

    @Test
    void textsAreOrderedAsTheFileWants() {
        var backwards = new Collation("backwards", Comparator.reverseOrder());
        var file = folder.resolve("ordered.db");
        try (var made = SqliteFile.create(file, backwards)) {
            made.write(tx -> tx.update("create table word (text text collate backwards primary key) without rowid"));
            made.write(tx -> tx.update("insert into word values ('a'), ('c'), ('b')"));
        }
        try (var opened = SqliteFile.open(file, backwards)) {
            assertThat(texts(opened, "select text from word order by text")).containsExactly("c", "b", "a");
            assertThat(texts(opened, "pragma integrity_check")).containsExactly("ok");
        }
        try (var opened = SqliteFile.open(file)) {
            assertThatThrownBy(() -> texts(opened, "pragma integrity_check"))
                    .hasMessageContaining("no such collation sequence: backwards");
        }
    }

    @Test
    void aTransactionLastsFromOneThreadAndCallToTheNext() throws InterruptedException {
        var file = books();
        try (var writer = SqliteFile.openToWrite(file);
                var reader = SqliteFile.open(file);
                var transaction = writer.begin()) {
            onAnotherThread(() -> transaction.run(tx -> tx.update("insert into book values ('Ubik')")));
            onAnotherThread(() -> transaction.run(tx -> tx.update("insert into book values ('Emma')")));
            assertThat(titles(reader)).containsExactly("Dune");
            List<String> seenInside = transaction.run(SqliteFileTest::titles);
            assertThat(seenInside).containsExactly("Dune", "Ubik", "Emma");

            onAnotherThread(transaction::commit);
            assertThat(titles(reader)).containsExactly("Dune", "Ubik", "Emma");
            assertThatThrownBy(() -> transaction.run(SqliteFileTest::titles)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(transaction::commit).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aTransactionThatIsNotCommittedLeavesNothing() {
        try (var writer = SqliteFile.openToWrite(books())) {
            try (var transaction = writer.begin()) {
                transaction.run(tx -> tx.update("delete from book"));
            }
            assertThat(titles(writer)).containsExactly("Dune");
        }
    }

    @Test
    void aRunThatThrowsEndsItsTransaction() {
        try (var writer = SqliteFile.openToWrite(books())) {
            var transaction = writer.begin();
            transaction.run(tx -> tx.update("delete from book"));
            assertThatThrownBy(() -> transaction.run(_ -> {
                        throw new UnsupportedOperationException("a refusal");
                    }))
                    .hasMessage("a refusal");
            assertThatThrownBy(transaction::commit).isInstanceOf(IllegalStateException.class);
            assertThat(titles(writer)).containsExactly("Dune");
        }
    }

    @Test
    void aWriteThatThrowsLeavesNothing() {
        try (var writer = SqliteFile.openToWrite(books())) {
            assertThatThrownBy(() -> writer.write(tx -> {
                        tx.update("delete from book");
                        return tx.update("delete from shelf");
                    }))
                    .isInstanceOf(DatabaseException.Unexpected.class);
            assertThat(titles(writer)).containsExactly("Dune");
        }
    }

    @Test
    void whatIsCommittedIsOnTheDisk() {
        try (var writer = SqliteFile.openToWrite(books())) {
            Optional<Long> full = writer.read(tx -> tx.one("pragma synchronous", row -> row.whole("synchronous")));
            assertThat(full)
                    .as("the mode that forces every commit, also of a write-ahead log")
                    .contains(2L);
        }
    }

    @Test
    void aFileThatIsMissingIsNotMade() {
        var missing = folder.resolve("missing.db");
        assertThatThrownBy(() -> SqliteFile.openToWrite(missing).close())
                .isInstanceOf(DatabaseException.Unavailable.class);
        assertThat(missing).doesNotExist();
    }

    @Test
    void aFileThatIsThereIsNotMadeAgain() {
        var file = books();
        assertThatThrownBy(() -> SqliteFile.create(file).close()).isInstanceOf(DatabaseException.Unavailable.class);
        try (var opened = SqliteFile.open(file)) {
            assertThat(titles(opened)).containsExactly("Dune");
        }
    }

    @Test
    void aColumnMayHoldWhatItsTypeDoesNotSay() {
        try (var file = SqliteFile.create(folder.resolve("odd.db"))) {
            file.write(tx -> tx.update("create table odd (number integer, bytes blob)"));
            file.write(tx -> tx.update(
                    "insert into odd values (12.9, 'text'), (-1.5, 7), ('7 apples', ?), (x'3132', x'00'), (9e99, x'')",
                    (Object) new byte[0]));

            List<Long> numbers = file.read(tx -> tx.list("select number from odd", row -> row.whole("number")));
            assertThat(numbers).containsExactly(12L, -1L, 7L, 12L, Long.MAX_VALUE);
            List<byte[]> bytes = file.read(tx -> tx.list("select bytes from odd", row -> row.bytes("bytes")));
            assertThat(bytes).containsExactly(bytes("text"), bytes("7"), bytes(""), bytes("\0"), bytes(""));
            List<String> types = file.read(tx -> tx.list("select typeof(bytes) as t from odd", row -> row.text("t")));
            assertThat(types).containsExactly("text", "integer", "blob", "blob", "blob");
        }
    }

    @Test
    void aReadEndsInTime() {
        try (var file = SqliteFile.create(folder.resolve("empty.db"))) {
            var forEver = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) as m from n";
            assertThat(file.readWithin(Duration.ofMillis(1), tx -> tx.one(forEver, row -> row.whole("m"))))
                    .isEmpty();

            var counted = forEver.replace("from n)", "from n limit 100000)");
            assertThat(file.readWithin(Duration.ofHours(1), tx -> tx.one(counted, row -> row.whole("m"))))
                    .contains(Optional.of(100_000L));
            Optional<Long> unlimited = file.read(tx -> tx.one(counted, row -> row.whole("m")));
            assertThat(unlimited).contains(100_000L);
        }
    }

    @Test
    void theLogIsMovedIntoTheFile() throws IOException {
        var file = books();
        try (var writer = SqliteFile.openToWrite(file);
                var reader = SqliteFile.open(file)) {
            writer.journal(SqliteFile.Journal.WRITE_AHEAD_LOG);
            writer.write(tx -> tx.update("insert into book values ('Ubik')"));
            assertThat(titles(reader)).containsExactly("Dune", "Ubik");
            assertThat(Files.size(log(file))).isPositive();

            assertThat(writer.checkpoint()).isTrue();
            assertThat(log(file)).isEmptyFile();
        }
        assertThat(log(file)).doesNotExist();
    }

    @Test
    void aCopyHoldsWhatIsCommittedAndKeepsTheJournal() throws IOException {
        var file = books();
        var copy = folder.resolve("copy? 1.db");
        try (var writer = SqliteFile.openToWrite(file)) {
            writer.journal(SqliteFile.Journal.WRITE_AHEAD_LOG);
            writer.write(tx -> tx.update("insert into book values ('Ubik')"));
            try (var transaction = writer.begin();
                    var reader = SqliteFile.open(file)) {
                transaction.run(tx -> tx.update("insert into book values ('Emma')"));
                reader.copyTo(copy);
            }
        }
        assertThat(log(copy)).doesNotExist();
        assertThat(Files.readAllBytes(copy)[JOURNAL]).isEqualTo((byte) 2);
        try (var opened = SqliteFile.openToWrite(copy)) {
            assertThat(titles(opened)).containsExactly("Dune", "Ubik");
            opened.journal(SqliteFile.Journal.ROLLBACK);
        }
        assertThat(Files.readAllBytes(copy)[JOURNAL]).isEqualTo((byte) 1);
    }

    private Path books() {
        var file = folder.resolve("books.db");
        fill(file);
        return file;
    }

    private static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> titles(SqliteFile file) {
        return file.read(SqliteFileTest::titles);
    }

    private static List<String> titles(Tx tx) {
        return tx.list("select title from book", row -> row.text("title"));
    }

    private static List<String> texts(SqliteFile file, String sql) {
        return file.read(tx -> tx.list(sql, row -> row.text(sql.startsWith("pragma") ? "integrity_check" : "text")));
    }

    private static void onAnotherThread(Runnable work) throws InterruptedException {
        var thread = Thread.ofPlatform().start(work);
        thread.join();
    }

    private static void fill(Path file) {
        try (var session = SqliteSession.toWrite(file)) {
            session.script("create table book (title text); insert into book values ('Dune')");
        }
    }
}
