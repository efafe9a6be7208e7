package lectern.anki.statistics;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.anki.statistics.MediaReport.Missing;
import lectern.db.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

class MediaCheckTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.sqlite();

    @TempDir
    private Path folder;

    private StudiedAccount ana;
    private TestCollection collection;

    @BeforeEach
    void open() {
        ana = new StudiedAccount(DATABASE.open(), folder.resolve("anki"));
        collection = TestCollection.made(folder.resolve("collection.anki2"), Instant.ofEpochSecond(9), ZoneOffset.UTC);
    }

    @AfterEach
    void close() {
        ana.close();
    }

    private MediaReport check() {
        collection.write();
        ana.has(collection.file());
        return ana.checkMedia();
    }

    @Test
    void whoHasNothingMissesNothing() {
        var report = ana.checkMedia();
        assertThat(report.files()).isZero();
        assertThat(report.unused().count()).isZero();
        assertThat(report.missing().count()).isZero();
    }

    @Test
    void filesWithoutACollectionAreUsedByNobody() {
        ana.hasMedia(List.of("a.jpg", "_style.css"));
        assertThat(ana.checkMedia().unused()).isEqualTo(new MediaReport.Found<>(1, List.of("a.jpg")));
    }

    @Test
    void notesAndFilesAreMatched() {
        ana.hasMedia(List.of("a.jpg", "b c.mp3", "_logo.png", "old.jpg", "gone.jpg", "100%.png"));
        ana.losesMedia("gone.jpg");
        collection
                .note(1, 1, 0, "<img src=\"a.jpg\">", "[sound:b c.mp3] <img src=\"b%20c.mp3\">")
                .note(2, 1, 0, "<img src=\"gone.jpg\"><img src=\"gone.jpg\">", "<img src=A.jpg>")
                .note(3, 1, 0, "<img src=\"100%.png\">", "<img src=\"_missing.png\">");
        var report = check();
        assertThat(report.files()).isEqualTo(5);
        assertThat(report.bytes()).isEqualTo(5 + 7 + 9 + 7 + 8);
        assertThat(report.unused()).isEqualTo(new MediaReport.Found<>(1, List.of("old.jpg")));
        assertThat(report.missing())
                .isEqualTo(new MediaReport.Found<>(
                        3,
                        List.of(new Missing(2, "gone.jpg"), new Missing(2, "A.jpg"), new Missing(3, "_missing.png"))));
    }

    @Test
    void whatIsFoundVeryOftenIsCountedAndShownInPart() {
        ana.hasMedia(IntStream.range(0, 1100).mapToObj(i -> "unused " + i).toList());
        for (int note = 1; note <= 300; note++) {
            collection.note(note, 1, 0, "[sound:missing " + note + ".mp3]");
        }
        var report = check();
        assertThat(report.unused().count()).isEqualTo(1100);
        assertThat(report.unused().some()).hasSize(200);
        assertThat(report.missing().count()).isEqualTo(300);
        assertThat(report.missing().some()).hasSize(200).contains(new Missing(200, "missing 200.mp3"));
    }
}
