package lectern.e2e.anki;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.anki.statistics.MediaReport;
import lectern.anki.statistics.StudiedAccount;
import lectern.db.TestDatabase;
import lectern.e2e.anki.engine.AnkiDevice;

import static org.assertj.core.api.Assertions.assertThat;

/// Files are unused and missing that are so for Anki itself.
class MediaCheckAsAnkiTest {
    private static final int NAMES = 40;

    /// With the number of a file in the place of `%d`, where there is one. (This Anki knows no `video` and no `source`
    /// yet, and
    /// takes any `>` for the end of a tag.)
    private static final List<String> PIECES = List.of(
            "<img src=\"file %d.jpg\">",
            "<img class=a src=file&nbsp;%d.jpg>",
            "<IMG SRC=\"file %d.jpg\" >",
            "<audio controls src=\"file %d.jpg\"></audio>",
            "<object data='file %d.jpg'>",
            "[sound:file %d.jpg]",
            "[sound:file&#32;%d.jpg]",
            "<image src=\"file %d.jpg\">",
            "<img src=\"https://example.org/file %d.jpg\">",
            "[latex]x_%d<br>y[/latex]",
            "[$]x_%d[/$]",
            "[$$]<i>x</i>_%d[/$$]",
            "{{c1::[$]y_%d[/$]}}",
            "[latex]a_{{c2::%d}}+{{c1::b::hint}}[/latex]",
            "<b>",
            " and ");

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.sqlite();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatAnkiFindsIsFound(long seed) {
        var random = new Random(seed);
        try (var anki = AnkiDevice.open(folder.resolve("anki"));
                var server = new StudiedAccount(DATABASE.open(), folder.resolve("server"))) {
            var files = new ArrayList<String>();
            for (int number = 0; number < NAMES; number += 2) {
                files.add(anki.edits().addMedia("file " + number + ".jpg", new byte[] {1, (byte) number}));
            }
            files.add(anki.edits().addMedia("_style.css", new byte[] {2}));
            for (int note = 0; note < 25; note++) {
                anki.edits().addNote("Basic", "Default", List.of(note + field(random), field(random)), List.of());
            }
            var expected = anki.engine().checkMedia();
            anki.engine().closeCollection(false);
            server.has(anki.collectionFile());
            server.hasMedia(files);

            var report = server.checkMedia();
            assertThat(report.unused().some()).containsExactlyInAnyOrderElementsOf(expected.getUnusedList());
            assertThat(new TreeSet<>(report.missing().some().stream()
                            .map(MediaReport.Missing::file)
                            .toList()))
                    .isEqualTo(new TreeSet<>(expected.getMissingList()));
            assertThat(new TreeSet<>(report.missing().some().stream()
                            .map(MediaReport.Missing::note)
                            .toList()))
                    .isEqualTo(new TreeSet<>(expected.getMissingMediaNotesList()));
            assertThat(expected.getUnusedList()).isNotEmpty();
            assertThat(expected.getMissingList()).hasSizeGreaterThan(5);
        }
    }

    private static String field(Random random) {
        var field = new StringBuilder();
        for (int piece = random.nextInt(2); piece >= 0; piece--) {
            field.append(
                    PIECES.get(random.nextInt(PIECES.size())).replace("%d", Integer.toString(random.nextInt(NAMES))));
        }
        return field.toString();
    }
}
