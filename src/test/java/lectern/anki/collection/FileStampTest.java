package lectern.anki.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FileStampTest {
    private static final int LOOKS = 20_000; // the moment in which it matters is short

    @TempDir
    private Path path;

    @Test
    void aLogThatIsTakenAwayMeanwhileIsNoFailure() throws Exception {
        var folder = new CollectionFolder(path);
        Files.writeString(folder.collection(), "a collection");
        var log = path.resolve(folder.collection().getFileName() + "-wal");
        var over = new AtomicBoolean();
        try (var other = Executors.newSingleThreadExecutor()) {
            var coming = other.submit(comingAndGoing(log, over));
            try {
                for (int i = 0; i < LOOKS; i++) {
                    FileStamp.of(folder);
                }
            } finally {
                over.set(true);
            }
            coming.get();
        }
        assertThat(FileStamp.of(folder)).isPresent();
    }

    @Test
    void withoutACollectionThereIsNone() throws IOException {
        assertThat(FileStamp.of(new CollectionFolder(path))).isEmpty();
    }

    private static Callable<?> comingAndGoing(Path log, AtomicBoolean over) {
        return () -> {
            while (!over.get()) {
                Files.writeString(log, "not in the collection yet");
                Files.delete(log);
            }
            return null;
        };
    }
}
