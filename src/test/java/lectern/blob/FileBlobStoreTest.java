package lectern.blob;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.db.TestDatabase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class FileBlobStoreTest {
    @Nested
    class OnSqlite implements BlobStoreContract {
        @RegisterExtension
        final TestDatabase database = TestDatabase.sqlite();

        @TempDir
        private Path data;

        @Override
        public TestBlobs blobs() {
            return new TestBlobs(database.open(), data);
        }

        @Test
        void onlyTheOwnerMayLook() throws Exception {
            var blobs = blobs();
            var file = blobs.file(blobs.put(blobs.ana, "private"));
            assertThat(rights(file)).isEqualTo("rw-------");
            assertThat(rights(file.resolve("..").normalize())).isEqualTo("rwx------");
            assertThat(rights(data.resolve("blobs"))).isEqualTo("rwx------");
        }

        @Test
        void whatIsPutTogetherLiesTogether() throws Exception {
            var blobs = blobs();
            var stored = blobs.store.put(
                    blobs.ana,
                    IntStream.range(0, 25)
                            .<BlobStore.Content>mapToObj(_ -> () -> new ByteArrayInputStream(new byte[10]))
                            .toList());
            assertThat(stored.stream()
                            .map(blob -> blobs.file(blob.id()).getParent())
                            .distinct())
                    .hasSize(1);
        }

        @Test
        void filesThatBelongToNobodyAreRemoved() throws Exception {
            var blobs = blobs();
            var loose = blobs.put(blobs.ana, "in flight");
            var kept = blobs.put(blobs.ana, "kept");
            blobs.claim(blobs.ana, kept);
            var ids = List.of("00" + "1".repeat(30), "7f" + "2".repeat(30), "ff" + "3".repeat(30));
            for (var id : ids) {
                var shard = Files.createDirectories(data.resolve("blobs").resolve(id.substring(0, 2)));
                Files.writeString(shard.resolve(id), "a restored database knows nothing of it");
                Files.writeString(shard.resolve(id + ".1234.new"), "a killed process left it");
            }
            var begun = Files.writeString(blobs.file(loose).resolveSibling(loose + ".99.new"), "being written");
            var foreign = Files.writeString(begun.resolveSibling("README"), "not ours");

            IntStream.range(0, 256).forEach(_ -> blobs.sweep());

            assertThat(blobs.files())
                    .containsExactlyInAnyOrder(
                            loose.value(),
                            kept.value(),
                            begun.getFileName().toString(),
                            foreign.getFileName().toString());
        }

        @Test
        void aWriteInAnotherProcessIsNeverTakenForNobodys() throws Exception {
            var blobs = blobs();
            var another = blobs.another();
            var slow = new ByteArrayInputStream("slow".getBytes(UTF_8)) {
                @Override
                public synchronized int read(byte[] into, int from, int most) {
                    assertThat(blobs.files()).as("half-written").hasSize(1);
                    IntStream.range(0, 256).forEach(_ -> blobs.sweep());
                    return super.read(into, from, most);
                }
            };
            var blob = another.put(blobs.ana, () -> slow);
            IntStream.range(0, 256).forEach(_ -> blobs.sweep());
            blobs.claim(blobs.ana, blob.id());
            assertThat(blobs.read(blob.id())).asString(UTF_8).isEqualTo("slow");
        }

        private static String rights(Path file) throws Exception {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        }
    }

    @Nested
    class OnPostgres implements BlobStoreContract {
        @RegisterExtension
        final TestDatabase database = TestDatabase.postgres();

        @TempDir
        private Path data;

        @Override
        public TestBlobs blobs() {
            return new TestBlobs(database.open(), data);
        }
    }
}
