package lectern.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file that is written in several sittings. Up to where it was forced, it is there after a power cut; what lies
/// behind may be anything, and is cut off at the next sitting.
public final class GrowingFile implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private GrowingFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Goes on behind the first `length` bytes of a file that is there.
    public static GrowingFile open(Path file, long length) {
        try {
            var channel = FileChannel.open(file, StandardOpenOption.WRITE);
            try {
                if (channel.size() < length) {
                    throw new IOException("it has lost bytes that were on the disk");
                }
                channel.truncate(length).position(length);
                return new GrowingFile(file, channel);
            } catch (Throwable e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    public void append(byte[] from, int offset, int length) {
        try {
            var bytes = ByteBuffer.wrap(from, offset, length);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /// From here on, what was appended so far survives everything but the disk itself.
    public void force() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static FileException failed(Path file, IOException cause) {
        return new FileException(file + " cannot be written", cause);
    }
}
