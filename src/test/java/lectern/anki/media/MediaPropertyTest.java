package lectern.anki.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

import lectern.db.Database;
import lectern.db.DatabaseSettings;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

/// Whatever devices send in whatever order, the index agrees with [MediaModel], and the bytes of every file stay
/// while the sweeper works.
class MediaPropertyTest {
    private static final List<String> NAMES = List.of("a.jpg", "A.jpg", "b.mp3", "c", "d");
    private static final List<String> CONTENTS = List.of("one", "two", "three");
    private static final Map<Sha1, String> BY_SHA1 =
            CONTENTS.stream().collect(toMap(content -> TestMedia.sha1(content), Function.identity()));
    private static final Path FOLDER = temporaryFolder();
    private static final Database DATABASE = Database.open(new DatabaseSettings.Sqlite(FOLDER.resolve("lectern.db")));

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("lectern-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterContainer
    static void close() throws IOException {
        DATABASE.close();
        try (var files = Files.walk(FOLDER)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    sealed interface Action {
        record Put(String name, String content, boolean blob) implements Action {}

        record Delete(String name) implements Action {}
    }

    @Property(tries = 60)
    void theIndexAgreesWithTheModel(@ForAll("uploads") List<List<Action>> uploads) {
        var media = new TestMedia(DATABASE, FOLDER);
        var model = new MediaModel();
        for (var upload : uploads) {
            var edits = upload.stream().map(action -> edit(media, action)).toList();
            upload.forEach(action -> perform(model, action));
            long before = media.index.usn(media.ana);

            assertThat(media.index.apply(media.ana, edits)).isEqualTo(model.usn());
            media.pass(Duration.ofHours(12));

            assertThat(changes(media, 0)).isEqualTo(model.changes(0));
            assertThat(changes(media, before)).isEqualTo(model.changes(before));
            assertThat(media.index.files(media.ana)).isEqualTo(model.files());
            for (var name : NAMES) {
                assertThat(media.find(1, name))
                        .isEqualTo(model.content(name).stream().toList());
            }
        }
    }

    private static MediaEdit edit(TestMedia media, Action action) {
        return switch (action) {
            case Action.Put(var name, var content, var blob) ->
                blob ? new MediaEdit.Put(media.inBlob(media.ana, name, content)) : TestMedia.put(name, content);
            case Action.Delete(var name) -> TestMedia.delete(name);
        };
    }

    private static void perform(MediaModel model, Action action) {
        switch (action) {
            case Action.Put put -> model.put(put.name(), put.content());
            case Action.Delete(var name) -> model.delete(name);
        }
    }

    private static List<String> changes(TestMedia media, long after) {
        return media.index.changes(media.ana, after, 1000).stream()
                .map(change -> change.name() + " " + change.usn() + " "
                        + change.sha1().map(BY_SHA1::get).orElse("-"))
                .toList();
    }

    @Provide
    Arbitrary<List<List<Action>>> uploads() {
        var name = Arbitraries.of(NAMES);
        var put = Combinators.combine(name, Arbitraries.of(CONTENTS), Arbitraries.of(true, false, false))
                .<Action>as(Action.Put::new);
        var action = Arbitraries.frequencyOf(Tuple.of(3, put), Tuple.of(1, name.<Action>map(Action.Delete::new)));
        return action.list().ofMaxSize(6).list().ofMinSize(1).ofMaxSize(6);
    }
}
