package lectern.kosync.ebook;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A file that can be read at any place.
public interface Bytes {
    long length();

    /// Some bytes from there on: as many as there is room for, or fewer; -1 at the end.
    int read(ByteBuffer to, long from) throws IOException;

    /// So many bytes, or as many as there are.
    default byte[] from(long from, int most) throws IOException {
        int size = Math.clamp(length() - from, 0, most);
        var buffer = ByteBuffer.allocate(size);
        while (buffer.hasRemaining()) {
            if (read(buffer, from + buffer.position()) < 0) {
                throw new IOException("the file became shorter");
            }
        }
        return buffer.array();
    }
}
