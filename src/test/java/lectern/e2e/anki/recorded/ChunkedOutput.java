package lectern.e2e.anki.recorded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A body whose length nobody knows beforehand, in pieces as the engine makes them. Closing writes the last, empty one
/// and leaves the connection open.
public final class ChunkedOutput extends OutputStream {
    private static final int CHUNK = 4096;

    private final OutputStream out;

    public ChunkedOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int from = offset; from < offset + length; from += CHUNK) {
            int size = Math.min(CHUNK, offset + length - from);
            out.write((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes, from, size);
            out.write('\r');
            out.write('\n');
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
