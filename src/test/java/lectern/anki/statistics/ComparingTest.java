package lectern.anki.statistics;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.anki.statistics.Comparison.Change;
import lectern.anki.statistics.Comparison.Difference;
import lectern.anki.statistics.Comparison.Example;
import lectern.anki.statistics.TestCollection.Card;
import lectern.anki.statistics.TestCollection.Review;
import lectern.db.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

class ComparingTest {
    private static final Difference NONE = new Difference(0, 0, 0, List.of());

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.sqlite();

    @TempDir
    private Path folder;

    private StudiedAccount ana;
    private TestCollection collection;
    private Comparing comparing;

    @BeforeEach
    void open() {
        ana = new StudiedAccount(DATABASE.open(), folder.resolve("anki"));
        comparing = new Comparing(ana.collections());
        collection = TestCollection.made(folder.resolve("collection.anki2"), Instant.ofEpochSecond(9), ZoneOffset.UTC)
                .deck(10, "Sprachen")
                .deck(11, "Sprachen::Latein")
                .note(1, 1, 0, "<b>eins</b>", "one")
                .note(2, 1, 0, "zwei", "two")
                .card(Card.of(0, 0, 1))
                .card(Card.of(2, 2, 1))
                .review(new Review(Instant.ofEpochSecond(10), 1, 3, 1))
                .write();
        ana.has(collection.file());
    }

    @AfterEach
    void close() {
        ana.close();
    }

    private Comparison compare() throws IOException {
        ana.collections().keep(ana.account().id());
        collection.write();
        ana.has(collection.file());
        return comparing.withSnapshot(ana.account().id(), snapshot()).orElseThrow();
    }

    private String snapshot() throws IOException {
        return ana.collections().snapshots(ana.account().id()).getFirst().name();
    }

    @Test
    void whatIsTheSameIsNoDifference() throws IOException {
        collection
                .row(tx -> tx.update("update notes set mod = 77, usn = 5"))
                .row(tx -> tx.update("update cards set mod = 77, usn = 5"))
                .row(tx -> tx.update("update decks set mtime_secs = 77, usn = 5"))
                .row(tx -> tx.update("update notetypes set mtime_secs = 77, usn = 5"));
        assertThat(compare().isNone()).isTrue();
    }

    @Test
    void everyKindOfThingIsCompared() throws IOException {
        collection
                .note(3, 1, 0, "drei", "three")
                .row(tx -> tx.update("update notes set flds = 'uno' || x'1f' || 'one' where id = 1"))
                .row(tx -> tx.update("delete from notes where id = 2"))
                .row(tx -> tx.update("update cards set due = 5 where id = 1"))
                .card(Card.of(0, 0, 9))
                .review(new Review(Instant.ofEpochSecond(11), 1, 3, 1))
                .deck(12, "Musik")
                .row(tx -> tx.update("delete from decks where id = 11"))
                .row(tx -> tx.update("update templates set config = config || x'0a0178' where ntid ="
                        + " (select min(id) from notetypes)"));
        var comparison = compare();
        assertThat(comparison.notes())
                .isEqualTo(new Difference(
                        1,
                        1,
                        1,
                        List.of(
                                new Example(Change.CHANGED, "uno"),
                                new Example(Change.ADDED, "zwei"),
                                new Example(Change.REMOVED, "drei"))));
        assertThat(comparison.cards()).isEqualTo(new Difference(0, 1, 1, List.of()));
        assertThat(comparison.reviews()).isEqualTo(new Difference(0, 0, 1, List.of()));
        assertThat(comparison.decks())
                .isEqualTo(new Difference(
                        1,
                        0,
                        1,
                        List.of(new Example(Change.ADDED, "Sprachen::Latein"), new Example(Change.REMOVED, "Musik"))));
        assertThat(comparison.noteTypes().changed()).isEqualTo(1);
        assertThat(comparison.isNone()).isFalse();
    }

    @Test
    void manyDifferencesAreCountedAndAFewShown() throws IOException {
        for (int note = 100; note < 2100; note++) {
            collection.note(note, 1, 0, "x".repeat(500), "");
        }
        var notes = compare().notes();
        assertThat(notes.removed()).isEqualTo(2000);
        assertThat(notes.examples())
                .hasSize(5)
                .allMatch(example ->
                        example.text().length() == 100 && example.text().endsWith("…"));
    }

    @Test
    void aSnapshotThatIsNotThereIsNotCompared() throws IOException {
        assertThat(comparing.withSnapshot(ana.account().id(), "20260101T000000000Z-wish"))
                .isEmpty();
        assertThat(comparing.withSnapshot(ana.account().id(), "../collection")).isEmpty();
        assertThat(compare().notes()).isEqualTo(NONE);
        var other = new StudiedAccount(DATABASE.open(), folder.resolve("anki"));
        assertThat(comparing.withSnapshot(other.account().id(), snapshot())).isEmpty();
        other.close();
    }
}
