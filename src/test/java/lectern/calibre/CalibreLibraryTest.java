package lectern.calibre;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import lectern.calibre.LibraryBook.Series;
import lectern.calibre.LibraryIndex.Reading;
import lectern.db.SqliteFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class CalibreLibraryTest {
    @TempDir
    private Path temp;

    private Path ours;
    private Path folder;
    private CalibreShelf shelf;
    private Instant now = Instant.parse("2040-01-01T00:00:00Z"); // long after anything the tests write

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(CalibreLibrary.class);

    @BeforeEach
    void listenToTheLog() {
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
        logger.addAppender(logged);
        logged.start();
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(logged);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    @BeforeEach
    void anEmptyShelf() {
        ours = temp.resolve("data/calibre");
        folder = temp.resolve("books");
        shelf = CalibreShelf.in(folder);
    }

    @AfterEach
    void close() {
        shelf.close();
    }

    /// A library after its first look, without the thread that would look again.
    private CalibreLibrary read() {
        var library = new CalibreLibrary(folder, ours, () -> now);
        library.recall();
        library.look();
        return library;
    }

    private static Optional<LibraryBook> byName(CalibreLibrary library, String fileName) {
        return library.book(FileNameDigest.of(fileName));
    }

    @Test
    void aBookIsWhatCalibreKnowsOfIt() {
        var omens = shelf.add("Good Omens", "Terry Pratchett", "Neil Gaiman")
                .inSeries("Omens", 1.5)
                .withCover("picture")
                .with("EPUB", "Good Omens - Terry Pratchett", "an epub")
                .with("MOBI", "Good Omens - Terry Pratchett", "a mobi");
        shelf.sql("update books set sort = 'Omens, Good' where id = ?", omens.id());

        var book = byName(read(), "Good Omens - Terry Pratchett.epub").orElseThrow();

        assertThat(book.id()).isEqualTo(omens.id());
        assertThat(book.title()).isEqualTo("Good Omens");
        assertThat(book.sort()).isEqualTo("Omens, Good");
        assertThat(book.authors()).containsExactly("Terry Pratchett", "Neil Gaiman");
        assertThat(book.series()).contains(new Series("Omens", 1.5));
        assertThat(book.cover()).contains(omens.path() + "/cover.jpg");
        assertThat(book.formats()).extracting(LibraryFormat::name).containsExactly("EPUB", "MOBI");
    }

    @Test
    void everyFormatIsFoundByContentAndByNameAndByTheNameOfADownload() throws IOException {
        var emma = shelf.add("Emma", "Jane Austen")
                .with("EPUB", "Emma - Jane Austen", "an epub")
                .with("AZW3", "Emma - Jane Austen", "another");

        var library = read();

        for (var format : List.of("epub", "azw3")) {
            var digests = List.of(
                    ContentDigest.of(emma.file(format, "Emma - Jane Austen")),
                    FileNameDigest.of("Emma - Jane Austen." + format),
                    FileNameDigest.of("Jane Austen - Emma." + format));
            assertThat(digests)
                    .allSatisfy(digest -> assertThat(library.book(digest))
                            .map(LibraryBook::id)
                            .contains(emma.id()));
            assertThat(library.book(digests.getFirst()).orElseThrow().digests()).containsAll(digests);
        }
    }

    @Test
    void authorsComeInTheOrderOfTheBookNotOfTheAlphabet() {
        shelf.add("First", "Anna").with("EPUB", "first", "1");
        shelf.add("Second", "Zoe", "Anna", "Ben").with("EPUB", "second", "2");

        assertThat(byName(read(), "second.epub").orElseThrow().authors()).containsExactly("Zoe", "Anna", "Ben");
    }

    @Test
    void theBarInANameIsCalibresComma() {
        shelf.add("Speeches", "King| Jr.").with("EPUB", "speeches", "1");

        assertThat(byName(read(), "speeches.epub").orElseThrow().authors()).containsExactly("King, Jr.");
    }

    @Test
    void aBookWithoutAuthorsSeriesAndCoverIsABookToo() {
        shelf.add("Beowulf").with("EPUB", "beowulf", "1");
        shelf.sql("update books set sort = null");

        var book = byName(read(), "Unknown - Beowulf.epub").orElseThrow();

        assertThat(book.authors()).isEmpty();
        assertThat(book.series()).isEmpty();
        assertThat(book.cover()).isEmpty();
        assertThat(book.sort()).isEqualTo("Beowulf");
    }

    @Test
    void booksThatShareADigestAreNotConfused() {
        shelf.add("Emma", "Jane Austen").with("EPUB", "one", "the same bytes");
        shelf.add("Emma, again", "Jane Austen").with("EPUB", "two", "the same bytes");

        var library = read();

        assertThat(library.status().sharedDigests()).isOne();
        var shared = library.status().shared().getFirst();
        assertThat(library.book(shared.digest())).isEmpty();
        assertThat(shared.books()).extracting(LibraryBook::title).containsExactly("Emma", "Emma, again");
        assertThat(byName(library, "one.epub").orElseThrow().digests())
                .isNotEmpty()
                .doesNotContain(shared.digest());
    }

    @Test
    void theStatusCountsWhatWasRead() {
        shelf.add("Emma", "Jane Austen")
                .with("EPUB", "emma", "1")
                .with("PDF", "emma", "2")
                .listing("TXT", "gone");
        shelf.add("Without a file", "Nobody");

        var status = read().status();

        assertThat(status.folder()).contains(folder);
        assertThat(status.readAt()).contains(now);
        assertThat(status.problem()).isEmpty();
        assertThat(status.books()).isEqualTo(2);
        assertThat(status.formats()).isEqualTo(3);
        assertThat(status.missingFiles()).isOne();
    }

    @Test
    void aLibraryOfSeveralPagesIsReadToItsEnd() {
        shelf.sql("begin");
        for (int i = 0; i < 1_201; i++) {
            shelf.add("Book " + i, "Author " + i % 7).listing("EPUB", "file " + i);
        }
        shelf.sql("commit");

        var library = read();

        assertThat(library.status().books()).isEqualTo(1_201);
        assertThat(byName(library, "file 0.epub")).isPresent();
        assertThat(byName(library, "file 499.epub")).isPresent();
        assertThat(byName(library, "file 500.epub")).map(LibraryBook::title).contains("Book 500");
        assertThat(byName(library, "file 1200.epub")).isPresent();
    }

    @Test
    void theServerAnswersWhileTheLibraryIsReadInTheBackground() {
        shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1");

        try (var library = Library.open(new CalibreSettings(Optional.of(folder)), temp.resolve("data"), () -> now)) {
            await().untilAsserted(() ->
                    assertThat(library.book(FileNameDigest.of("emma.epub"))).isPresent());
        }
        try (var library = Library.open(new CalibreSettings(Optional.empty()), temp, () -> now)) {
            assertThat(library).isSameAs(Library.none());
        }
    }

    @Nested
    class WhatWasLastKnown {
        @Test
        void isAnsweredWithoutReadingAnything() throws IOException {
            shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1");
            assertThat(known().status().readAt()).isEmpty();
            assertThat(ours).doesNotExist();
            read();
            shelf.add("Persuasion", "Jane Austen").with("EPUB", "persuasion", "2");

            assertThat(known().book(FileNameDigest.of("emma.epub"))).isPresent();
            assertThat(known().book(FileNameDigest.of("persuasion.epub"))).isEmpty();
            assertThat(known().status().problem()).isEmpty();
        }

        @Test
        void tellsThatTheLibraryIsOutOfReach() throws IOException {
            Files.move(folder, temp.resolve("moved"));

            assertThat(known().status().problem())
                    .hasValueSatisfying(problem -> assertThat(problem).contains("no metadata.db"));
        }

        @Test
        void isNothingWithoutALibrary() {
            var none = Library.lastKnown(new CalibreSettings(Optional.empty()), temp.resolve("data"), () -> now);

            assertThat(none).isSameAs(Library.none());
        }

        private Library known() {
            var settings = new CalibreSettings(Optional.of(folder));
            try (var library = Library.lastKnown(settings, temp.resolve("data"), () -> now)) {
                return library; // closing it changes nothing, it has no thread
            }
        }
    }

    @Nested
    class Changes {
        @Test
        void areReadWhenTwoLooksAreEqual() {
            shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1");
            now = Instant.now().plusSeconds(1); // the file is fresh
            var library = new CalibreLibrary(folder, ours, () -> now);

            var pause = library.look();
            assertThat(byName(library, "emma.epub")).isEmpty();
            assertThat(pause).isLessThan(Duration.ofSeconds(10));

            library.look();
            assertThat(byName(library, "emma.epub")).isPresent();
        }

        @Test
        void areReadAtOnceWhenTheyAreOld() {
            shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1");

            assertThat(byName(read(), "emma.epub")).isPresent();
        }

        @Test
        void takeAwayWhatIsGoneAndBringWhatIsNew() {
            var emma = shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1");
            var library = read();
            shelf.sql("delete from books where id = ?", emma.id());
            shelf.add("Persuasion", "Jane Austen").with("EPUB", "persuasion", "2");

            library.look();

            assertThat(byName(library, "emma.epub")).isEmpty();
            assertThat(byName(library, "persuasion.epub")).isPresent();
        }

        @Test
        void leadToNoSecondReadingOfFilesThatStayed() throws IOException {
            var emma = shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1234");
            var file = emma.file("EPUB", "emma");
            var before = ContentDigest.of(file);
            var library = read();
            var time = Files.getLastModifiedTime(file);
            Files.writeString(file, "5678");
            Files.setLastModifiedTime(file, time); // nobody could see a change from outside
            var unseen = ContentDigest.of(file);
            shelf.add("Persuasion", "Jane Austen").with("EPUB", "persuasion", "2");

            library.look();
            assertThat(library.book(before)).isPresent();
            assertThat(library.book(unseen)).isEmpty();

            Files.setLastModifiedTime(file, FileTime.from(time.toInstant().plusSeconds(1)));
            shelf.add("Lady Susan", "Jane Austen").with("EPUB", "susan", "3");
            library.look();
            assertThat(library.book(before)).isEmpty();
            assertThat(library.book(unseen)).isPresent();
        }

        @Test
        void areNotReadInTheMiddleOfThem() throws IOException {
            shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1");
            var library = read();
            shelf.sql("begin exclusive");
            shelf.add("Persuasion", "Jane Austen").with("EPUB", "persuasion", "2");
            shelf.sql("pragma cache_spill = 1");

            library.look();
            library.look();
            assertThat(byName(library, "emma.epub")).isPresent();
            assertThat(byName(library, "persuasion.epub")).isEmpty();

            shelf.sql("commit");
            library.look();
            assertThat(byName(library, "persuasion.epub")).isPresent();
            assertThat(library.status().problem()).isEmpty();
        }

        @Test
        void areSeenWholeOrNotAtAllHoweverFastTheyCome() throws InterruptedException {
            shelf.sql("begin");
            for (int i = 0; i < 800; i++) {
                shelf.add("0", "Author").listing("EPUB", "file " + i);
            }
            shelf.sql("commit");
            shelf.sql("pragma cache_size = 20"); // so that most of a change is written before it is finished
            var done = new AtomicBoolean();
            var writer = Thread.ofPlatform().start(() -> {
                for (int change = 1; !done.get(); change++) {
                    shelf.sql("update books set title = ? || hex(zeroblob(400))", change); // two books on a page
                }
            });
            try {
                assertThat(titlesSeen(new CalibreLibrary(folder, ours, () -> now)))
                        .hasSizeGreaterThan(1);
            } finally {
                done.set(true);
                writer.join();
            }
        }

        /// Looks until five states were seen, each of which must be one in which all books have the same title.
        private Set<String> titlesSeen(CalibreLibrary library) {
            var seen = new HashSet<String>();
            for (int look = 0; look < 2_000 && seen.size() < 5; look++) {
                library.look(); // reads without waiting, because by the test's clock everything is old
                assertThat(library.status().problem().orElse("none")).matches("none|.* is not finished.*");
                for (int i = 0; i < 800 && library.status().readAt().isPresent(); i += 47) {
                    var title =
                            byName(library, "file " + i + ".epub").orElseThrow().title();
                    assertThat(title)
                            .isEqualTo(byName(library, "file 799.epub")
                                    .orElseThrow()
                                    .title());
                    seen.add(title);
                }
            }
            return seen;
        }

        @Test
        void thatAreLeftUnfinishedAreAProblemUntilTheyAreTakenBack() throws IOException {
            shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1");
            var library = read();
            var journal = Files.write(folder.resolve("metadata.db-journal"), new byte[] {(byte) 0xd9, 1, 2, 3});

            library.look();
            assertThat(library.status().problem())
                    .hasValueSatisfying(problem -> assertThat(problem).contains("not finished"));
            assertThat(byName(library, "emma.epub")).isPresent();

            Files.delete(journal);
            library.look();
            assertThat(library.status().problem()).isEmpty();
        }

        @Test
        void inAWriteAheadLogAreReadToo() {
            shelf.sql("pragma journal_mode = wal");
            shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1");
            assertThat(folder.resolve("metadata.db-wal")).isNotEmptyFile();

            assertThat(byName(read(), "emma.epub")).isPresent();
        }

        @Test
        void areReadWhileAnotherProgramHoldsEveryLock() {
            shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1");
            shelf.sql("pragma locking_mode = exclusive");
            shelf.sql("begin exclusive");

            assertThat(byName(read(), "emma.epub")).isPresent();
        }

        @Test
        void leaveNoCopyBehind() {
            shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1");

            read();

            assertThat(ours).isDirectoryContaining("glob:**/index").isDirectoryNotContaining("glob:**metadata.db*");
        }
    }

    @Nested
    class ARestart {
        @Test
        void startsFromWhatWasKnownAlsoWhenTheLibraryIsOutOfReach() throws IOException {
            shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1");
            var before = read().status();
            Files.move(folder, temp.resolve("moved"));

            var library = read();

            assertThat(byName(library, "emma.epub")).isPresent();
            assertThat(library.status().readAt()).isEqualTo(before.readAt());
            assertThat(library.status().books()).isOne();
            assertThat(library.status().problem()).isPresent();
        }

        @Test
        void opensNoFileThatStayed() throws IOException {
            var emma = shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1234");
            var file = emma.file("EPUB", "emma");
            var digest = ContentDigest.of(file);
            read();
            var time = Files.getLastModifiedTime(file);
            Files.writeString(file, "5678");
            Files.setLastModifiedTime(file, time);

            assertThat(read().book(digest)).isPresent();
        }

        @Test
        void isNotDisturbedByADamagedIndex() throws IOException {
            shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1");
            read();
            Files.writeString(ours.resolve("index"), "no index");

            assertThat(byName(read(), "emma.epub")).isPresent();
        }

        @Test
        void inTheMiddleOfAReadingClaimsNothingAndLosesNothing() throws IOException {
            var emma = shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1234");
            var digest = ContentDigest.of(emma.file("EPUB", "emma"));
            shelf.add("Persuasion", "Jane Austen").with("EPUB", "persuasion", "2");
            stopAfterTheFirstBook();
            var time = Files.getLastModifiedTime(emma.file("EPUB", "emma"));
            Files.writeString(emma.file("EPUB", "emma"), "5678");
            Files.setLastModifiedTime(emma.file("EPUB", "emma"), time);

            var library = new CalibreLibrary(folder, ours, () -> now);
            library.recall();
            assertThat(library.book(digest)).isEmpty();
            assertThat(library.status().readAt()).isEmpty();

            library.look();
            assertThat(library.book(digest)).map(LibraryBook::id).contains(emma.id()); // from what was kept
            assertThat(byName(library, "persuasion.epub")).isPresent();
        }

        private void stopAfterTheFirstBook() throws IOException {
            var nothing = new LibraryIndex(List.of(), Reading.NONE);
            var kept = new IndexFile(Files.createDirectories(ours).resolve("index"), folder);
            var asked = new AtomicInteger();
            try (var database = SqliteFile.open(folder.resolve("metadata.db"))) {
                var reader = new LibraryReader(new LibraryFolder(folder), nothing, kept, now);
                assertThat(reader.read(database, () -> asked.getAndIncrement() == 1))
                        .isEmpty();
            }
        }
    }

    @Nested
    class Trouble {
        private CalibreLibrary library;

        @BeforeEach
        void afterAGoodReading() {
            shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1");
            library = read();
        }

        private void assertStillInUse(String problem) {
            assertThat(library.status().problem())
                    .hasValueSatisfying(said -> assertThat(said).contains(problem));
            assertThat(byName(library, "emma.epub")).isPresent();
            assertThat(library.status().books()).isOne();
        }

        @Test
        void aLibraryThatWasMovedAwayAndCameBack() throws IOException {
            var moved = Files.move(folder, temp.resolve("moved"));
            library.look();
            assertStillInUse("There is no metadata.db in " + folder);

            Files.move(moved, folder);
            library.look();
            assertThat(library.status().problem()).isEmpty();
        }

        @Test
        void isWarnedOfOnceUntilItChangesOrEnds() throws IOException {
            var moved = Files.move(folder, temp.resolve("moved"));
            library.look();
            library.look();
            Files.createDirectories(folder.resolve("metadata.db"));
            library.look();
            library.look();
            Files.delete(folder.resolve("metadata.db"));
            Files.delete(folder);
            Files.move(moved, folder);
            library.look();
            library.look();

            assertThat(logged.list)
                    .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .satisfiesExactly(
                            first -> assertThat(first).contains("There is no metadata.db"),
                            second -> assertThat(second).contains("is not a file"));
            assertThat(logged.list).last().asString().contains("can be read again");
        }

        @Test
        void aDatabaseThatIsDamagedInTheMiddle() throws IOException {
            shelf.sql("begin");
            for (int i = 0; i < 500; i++) {
                shelf.add("Book " + i, "Author").listing("EPUB", "file " + i);
            }
            shelf.sql("commit");
            shelf.close();
            var bytes = Files.readAllBytes(folder.resolve("metadata.db"));
            for (int i = 4096; i < bytes.length; i += 7) {
                bytes[i] ^= 0x55;
            }
            Files.write(folder.resolve("metadata.db"), bytes);

            library.look();

            assertStillInUse("is damaged");
        }

        @Test
        void aDatabaseThatIsHalfWritten() throws IOException {
            shelf.sql("begin");
            for (int i = 0; i < 500; i++) {
                shelf.add("Book " + i, "Author").listing("EPUB", "file " + i);
            }
            shelf.sql("commit");
            shelf.close();
            var bytes = Files.readAllBytes(folder.resolve("metadata.db"));
            Files.write(folder.resolve("metadata.db"), Arrays.copyOf(bytes, bytes.length / 2));

            library.look();

            assertStillInUse("is damaged");
        }

        @Test
        void aDatabaseThatIsNone() throws IOException {
            Files.writeString(folder.resolve("metadata.db"), "Lorem ipsum dolor sit amet. ".repeat(100));

            library.look();

            assertStillInUse("is damaged");
        }

        @Test
        void aDatabaseWithoutCalibresTables() {
            shelf.sql("drop table data");

            library.look();

            assertStillInUse("no such table");
        }

        @Test
        void anEmptyFile() throws IOException {
            Files.write(folder.resolve("metadata.db"), new byte[0]);

            library.look();

            assertStillInUse("no such table");
        }

        @Test
        void aFolderOrAPipeInThePlaceOfTheDatabase() throws IOException, InterruptedException {
            var database = folder.resolve("metadata.db");
            Files.delete(database);
            Files.createDirectory(database);
            library.look();
            assertStillInUse("is not a file");

            Files.delete(database);
            assertThat(new ProcessBuilder("mkfifo", database.toString()).start().waitFor())
                    .isZero();
            library.look();
            assertStillInUse("is not a file");
        }

        @Test
        void aLinkThatLeadsToItself() throws IOException {
            var database = folder.resolve("metadata.db");
            Files.delete(database);
            Files.createSymbolicLink(database, database);

            library.look();

            assertStillInUse("cannot be read");
        }

        @Test
        void aPlaceForTheCopyThatCannotBeWritten() throws IOException {
            shelf.add("Persuasion", "Jane Austen").with("EPUB", "persuasion", "2");
            Files.delete(ours.resolve("index"));
            Files.delete(ours);
            Files.writeString(ours, "a file in the place of the folder");

            library.look();

            assertStillInUse("cannot be read");
        }

        @Test
        void isToldAsItIsAfterTheLibraryWasAwayMeanwhile() throws IOException {
            shelf.sql("drop table data");
            library.look();
            var moved = Files.move(folder, temp.resolve("moved"));
            library.look();
            assertStillInUse("There is no metadata.db");

            Files.move(moved, folder);
            library.look();
            assertStillInUse("no such table");
        }

        @Test
        void isNotTriedAgainAtOnceButAfterAWhileAndAtOnceWhenSomethingChanged() throws IOException {
            var good = Files.readAllBytes(folder.resolve("metadata.db"));
            shelf.sql("drop table data");
            library.look();
            assertStillInUse("no such table");

            Files.createDirectories(
                    ours.resolve("metadata.db/in the way")); // a copy that is tried now fails in another way
            library.look();
            assertStillInUse("no such table");
            now = now.plus(Duration.ofMinutes(6));
            library.look();
            assertThat(library.status().problem().orElseThrow()).doesNotContain("no such table");

            Files.delete(ours.resolve("metadata.db/in the way"));
            Files.write(folder.resolve("metadata.db"), good);
            library.look();
            assertThat(library.status().problem()).isEmpty();
        }
    }

    @Nested
    class Oddities {
        @Test
        void titlesOfEveryOddCharacterAreFoundAndTold() {
            var titles = List.of(
                    "",
                    " ",
                    "\"'`;--<script>alert(1)</script>&amp;",
                    "line\nbreak\ttab\r\n",
                    "\u0001control\u007f\u0085",
                    "\u202eright to left\u202c",
                    "combining e\u0301 \ud83d\udcda emoji",
                    "\ufeffmark",
                    "../../../etc/passwd",
                    "C:\\CON.txt",
                    "%s%n{}${x}",
                    "書籍".repeat(200));
            for (int i = 0; i < titles.size(); i++) {
                shelf.add("book", "author").with("EPUB", "file " + i, "content " + i);
                shelf.sql("update books set title = ?, sort = ? where id = ?", titles.get(i), titles.get(i), i + 1);
            }

            var library = read();

            for (int i = 0; i < titles.size(); i++) {
                assertThat(byName(library, "file " + i + ".epub"))
                        .map(LibraryBook::title)
                        .contains(titles.get(i));
            }
        }

        @Test
        void hugeTextsAreCut() {
            var emma =
                    shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1").inSeries("Novels", 1);
            var huge = "\ud83d\udcda".repeat(1_000_000);
            shelf.sql("update books set title = ?, sort = ?, has_cover = 1 where id = ?", huge, huge, emma.id());
            shelf.sql("update authors set name = ?", huge);
            shelf.sql("update series set name = ?", huge);

            var book = byName(read(), "emma.epub").orElseThrow();

            var thousand = "\ud83d\udcda".repeat(1_000);
            assertThat(book.title()).isEqualTo(thousand);
            assertThat(book.authors()).containsExactly(thousand);
            assertThat(book.series().orElseThrow().name()).isEqualTo(thousand);
        }

        @Test
        void listsWithoutEndAreCut() {
            var emma = shelf.add("Emma").with("EPUB", "emma", "1");
            shelf.sql("begin");
            for (int i = 0; i < 5_000; i++) {
                shelf.sql("insert into authors (name) values (?)", "Author " + i);
                shelf.sql("insert into books_authors_link (book, author) values (?, last_insert_rowid())", emma.id());
                emma.listing("F" + i, "file");
            }
            shelf.sql("commit");

            var book = byName(read(), "emma.epub").orElseThrow();

            assertThat(book.authors()).hasSize(100);
            assertThat(book.formats()).hasSize(100);
        }

        @Test
        void textsThatAreNoUtf8DoNoHarm() throws IOException {
            var emma = shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1");
            shelf.sql("update books set title = cast(x'c3284dff' as text), sort = x'00ff' where id = ?", emma.id());
            shelf.sql(
                    "insert into data (book, format, uncompressed_size, name) values (?, cast(x'ff' as text), 1, x'c0af')",
                    emma.id());

            var book = byName(read(), "emma.epub").orElseThrow();

            assertThat(book.title()).contains("(M");
            assertThat(book.formats()).hasSize(2);
        }

        @Test
        void valuesOfTheWrongKindDoNoHarm() {
            var emma =
                    shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1").inSeries("Novels", 1);
            shelf.sql("update books set series_index = 'three', has_cover = 'yes' where id = ?", emma.id());
            shelf.sql(
                    "insert into books (id, title, series_index, path) values (9223372036854775807, 12, 9e999, x'00')");
            shelf.sql("insert into data (book, format, uncompressed_size, name) values (9223372036854775807, 3, 1, 4)");

            var library = read();

            assertThat(byName(library, "emma.epub").orElseThrow().series()).isPresent();
            assertThat(byName(library, "4.3").orElseThrow().id()).isEqualTo(Long.MAX_VALUE);
            assertThat(byName(library, "4.3").orElseThrow().title()).isEqualTo("12");
        }

        @Test
        void aFileThatIsMissingIsStillFoundByItsName() {
            shelf.add("Emma", "Jane Austen").listing("EPUB", "emma");

            assertThat(byName(read(), "emma.epub")).isPresent();
        }

        @Test
        void aFileThatGoesOutOfReachKeepsItsDigest() throws IOException {
            var emma = shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1");
            var digest = ContentDigest.of(emma.file("EPUB", "emma"));
            var library = read();
            Files.delete(emma.file("EPUB", "emma"));
            shelf.add("Persuasion", "Jane Austen");

            library.look();

            assertThat(library.book(digest)).isPresent();
            assertThat(library.status().missingFiles()).isOne();
        }

        @Test
        void noFileOutsideTheLibraryIsEverRead() throws IOException {
            var secret = Files.writeString(temp.resolve("secret.epub"), "of the house");
            var up = shelf.add("Up", "A").listing("EPUB", "secret");
            shelf.sql("update books set path = '..' where id = ?", up.id());
            var absolute = shelf.add("Absolute", "B").listing("EPUB", "secret");
            shelf.sql("update books set path = ? where id = ?", temp.toString(), absolute.id());
            shelf.add("Slash", "C").listing("EPUB", "../../../secret");
            var link = shelf.add("Link", "D").with("EPUB", "plain", "1").listing("PDF", "link");
            Files.createSymbolicLink(link.file("PDF", "link"), secret);
            var circle = shelf.add("Circle", "E").with("EPUB", "plain", "2").listing("PDF", "circle");
            Files.createSymbolicLink(circle.file("PDF", "circle"), circle.file("PDF", "circle"));

            var library = read();

            assertThat(library.book(ContentDigest.of(secret))).isEmpty();
            assertThat(library.status().sharedDigests()).isLessThan(3); // the file name that several claim to have
            assertThat(library.status().missingFiles()).isEqualTo(5);
        }
    }

    @Nested
    class Covers {
        private LibraryBook book(CalibreLibrary library) {
            return byName(library, "emma.epub").orElseThrow();
        }

        @Test
        void areReadFromTheLibrary() {
            shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1").withCover("picture");
            var library = read();

            assertThat(library.cover(book(library)))
                    .hasValueSatisfying(cover -> assertThat(cover).asString().isEqualTo("picture"));
        }

        @Test
        void areAbsentWhenThereIsNone() throws IOException {
            var emma =
                    shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1").withCover("picture");
            var library = read();
            Files.delete(folder.resolve(emma.path()).resolve("cover.jpg"));

            assertThat(library.cover(book(library))).isEmpty();
        }

        @Test
        void areAbsentWhenTheyAreTooLargeToBeOne() throws IOException {
            var emma =
                    shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1").withCover("picture");
            var library = read();
            var cover = folder.resolve(emma.path()).resolve("cover.jpg");

            Files.write(cover, new byte[8 << 20]);
            assertThat(library.cover(book(library))).isPresent();
            Files.write(cover, new byte[(8 << 20) + 1]);
            assertThat(library.cover(book(library))).isEmpty();
        }

        @Test
        void areAbsentWhenTheirPathLeavesTheLibrary() throws IOException {
            Files.writeString(temp.resolve("cover.jpg"), "outside");
            var emma =
                    shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1").withCover("picture");
            shelf.sql("update books set path = ?", emma.path() + "/../../..");
            var library = read();

            assertThat(book(library).cover()).isPresent();
            assertThat(library.cover(book(library))).isEmpty();
        }

        @Test
        void areAbsentWhenTheyAreLinksToSomethingElse() throws IOException {
            var emma =
                    shelf.add("Emma", "Jane Austen").with("EPUB", "emma", "1").withCover("picture");
            var library = read();
            var cover = folder.resolve(emma.path()).resolve("cover.jpg");
            Files.delete(cover);
            Files.createSymbolicLink(cover, Path.of("/etc/hostname"));

            assertThat(library.cover(book(library))).isEmpty();
        }
    }
}
