package lectern.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DurableFileTest {
    @TempDir
    private Path folder;

    @Test
    void aFileIsReplacedAndItsDigestKnown() throws Exception {
        var file = Files.writeString(folder.resolve("card.svg"), "before");
        var content = "after".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        var written = DurableFile.write(file, new ByteArrayInputStream(content));
        assertThat(file).hasBinaryContent(content);
        assertThat(written.bytes()).isEqualTo(content.length);
        assertThat(written.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        assertThat(everything()).containsExactly("card.svg");
    }

    @Test
    void aFileThatWasWrittenElsewhereTakesTheName() throws IOException {
        var file = Files.writeString(folder.resolve("collection.anki2"), "before");
        DurableFile.replace(file, Files.writeString(folder.resolve("collection.new"), "after"));
        assertThat(file).hasContent("after");
        assertThat(everything()).containsExactly("collection.anki2");
        assertThatThrownBy(() -> DurableFile.replace(file, folder.resolve("collection.new")))
                .isInstanceOf(FileException.class);
        assertThat(file).hasContent("after");
    }

    @Test
    void whatArrivesInPartChangesNothing() throws IOException {
        var file = Files.writeString(folder.resolve("card.svg"), "before");
        assertThatThrownBy(() -> DurableFile.write(file, cutOff()))
                .isInstanceOf(IOException.class)
                .hasMessage("cut off");
        assertThat(file).hasContent("before");
        assertThat(everything()).containsExactly("card.svg");
    }

    @Test
    void whatIsThereIsNotMadeAgain() {
        var file = folder.resolve("secret.key");
        assertThat(DurableFile.create(file, bytes("first"))).isTrue();
        assertThat(DurableFile.create(file, bytes("second"))).isFalse();
        assertThat(file).hasContent("first");
        assertThat(everything()).containsExactly("secret.key");
    }

    @Test
    void ofManyWhoMakeTheSameFileOneSucceeds() throws Exception {
        var file = folder.resolve("secret.key");
        try (var threads = Executors.newFixedThreadPool(8)) {
            var made = threads.invokeAll(IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(i -> () -> DurableFile.create(file, bytes("by " + i)))
                    .toList());
            int makers = 0;
            for (var one : made) {
                makers += one.get() ? 1 : 0;
            }
            assertThat(makers).isOne();
        }
        assertThat(Files.readString(file)).startsWith("by ");
    }

    @Test
    void onlyTheOwnerMayReadIt() throws IOException {
        var file = folder.resolve("secret.key");
        DurableFile.create(file, bytes("hush"));
        assertThat(rights(file)).isEqualTo("rw-------");
        DurableFile.write(file, new ByteArrayInputStream(bytes("hush")));
        assertThat(rights(file)).isEqualTo("rw-------");
    }

    @Test
    void onlyTheOwnerMayLookIntoAFolder() throws IOException {
        PrivateFolder.make(folder.resolve("data/blobs"));
        assertThat(rights(folder.resolve("data"))).isEqualTo("rwx------");
        assertThat(rights(folder.resolve("data/blobs"))).isEqualTo("rwx------");
        PrivateFolder.make(folder.resolve("data"));
    }

    @Test
    void whatTheDiskRefusesIsSaidWithThePath() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "no folder");
        assertThatThrownBy(() -> DurableFile.create(file.resolve("secret.key"), bytes("hush")))
                .isInstanceOf(FileException.class)
                .hasMessageContaining("secret.key");
        assertThatThrownBy(() -> PrivateFolder.make(file.resolve("data"))).isInstanceOf(FileException.class);
    }

    private List<String> everything() {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static InputStream cutOff() {
        return new SequenceInputStream(new ByteArrayInputStream(bytes("aft")), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cut off");
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                throw new IOException("cut off");
            }
        });
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
