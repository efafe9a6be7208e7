package lectern.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.OptionalLong;

import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// The body of an answer that is not held in memory. Nothing is on the wire before the first buffer is full or flushed.
final class ResponseBody extends OutputStream {
    private static final int BUFFER = 32 * 1024;
    private static final int EVENT = 8 * 1024;
    static final int FILE_BUFFER = 128 * 1024;

    private final Response out;
    private final OptionalLong promised;
    private final int size;
    private final Blocker.Shared blocker = new Blocker.Shared();
    private final Pace pace;
    private @Nullable ByteBuffer buffer;
    private long written;

    private ResponseBody(Response out, OptionalLong promised, int size) {
        this.out = out;
        this.pace = new Pace(out.getRequest());
        this.promised = promised;
        this.size = size;
    }

    ResponseBody(Response out, OptionalLong promised) {
        this(out, promised, (int) Math.min(BUFFER, promised.orElse(BUFFER)));
    }

    /// Of no known end, and mostly silent.
    static ResponseBody ofEvents(Response out) {
        return new ResponseBody(out, OptionalLong.empty(), EVENT);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        promise(length);
        int done = 0;
        while (done < length) {
            var to = buffer == null ? ByteBuffer.allocate(size) : buffer;
            buffer = to;
            int step = Math.min(length - done, to.remaining());
            to.put(from, offset + done, step);
            done += step;
            if (done < length) {
                send(to.flip());
                to.clear();
            }
        }
    }

    /// So many bytes of a file, from where it stands. They are in memory once, where the system can take them from.
    void write(SeekableByteChannel file, long length) throws IOException {
        promise(length);
        var pooled = out.getRequest().getComponents().getByteBufferPool().acquire(FILE_BUFFER, true);
        try {
            var bytes = pooled.getByteBuffer();
            for (long left = length; left > 0; left -= bytes.limit()) {
                bytes.clear().limit((int) Math.min(left, FILE_BUFFER));
                fill(bytes, file);
                send(bytes);
            }
        } finally {
            pooled.release();
        }
    }

    private static void fill(ByteBuffer bytes, SeekableByteChannel file) throws IOException {
        while (bytes.hasRemaining()) {
            if (file.read(bytes) < 0) {
                throw new EOFException("the file is shorter than it was said to be");
            }
        }
        bytes.flip();
    }

    private void promise(long length) {
        written += length;
        if (written > promised.orElse(Long.MAX_VALUE)) {
            throw new IllegalStateException("more was written than the " + promised.getAsLong() + " bytes promised");
        }
    }

    /// The buffer goes with what was in it: thousands may be silent at once.
    @Override
    public void flush() {
        var filled = buffer;
        buffer = null;
        send(filled == null ? BufferUtil.EMPTY_BUFFER : filled.flip());
    }

    private void send(ByteBuffer bytes) {
        if (pace.isTooSlow()) {
            throw new ClientGone(new IOException("too slow"));
        }
        long begun = System.nanoTime();
        pace.moved(bytes.remaining());
        try (var flushed = blocker.callback()) {
            out.write(false, bytes, flushed);
            flushed.block();
        } catch (IOException e) {
            throw new ClientGone(e);
        }
        pace.waited(System.nanoTime() - begun);
    }

    /// Sends the rest, tells `callback` when it is out, and returns the length of the whole.
    long end(Callback callback) {
        if (written < promised.orElse(0)) {
            throw new IllegalStateException(written + " of " + promised.getAsLong() + " promised bytes were written");
        }
        out.write(true, buffer == null ? BufferUtil.EMPTY_BUFFER : buffer.flip(), callback);
        return written;
    }
}
