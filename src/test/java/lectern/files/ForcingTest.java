package lectern.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ForcingTest {
    private static final int PIECE = 10;

    @TempDir
    private Path folder;

    @Test
    void whatComesMeanwhileIsThereInTheEnd() throws IOException {
        var file = folder.resolve("file");
        try (var channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            var forcing = new Forcing(channel, PIECE);
            for (int i = 0; i < 100; i++) {
                channel.write(ByteBuffer.wrap(new byte[PIECE - 1]));
                forcing.wrote(PIECE - 1);
            }
            forcing.finish();
        }
        assertThat(Files.size(file)).isEqualTo(100 * (PIECE - 1));
    }

    /// A disk that fails on the way, as far as a test can have one.
    @Test
    void aFailureOnTheWayIsTold() throws IOException {
        var channel = FileChannel.open(folder.resolve("file"), CREATE_NEW, WRITE);
        var forcing = new Forcing(channel, PIECE);
        channel.close();
        forcing.wrote(PIECE);
        assertThatThrownBy(forcing::finish).isInstanceOf(IOException.class).hasMessageContaining("the disk");
    }
}
