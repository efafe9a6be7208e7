package lectern.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// The body of an answer that is not held in memory. Nothing is on the wire before the first buffer is full or flushed.
final class ResponseBody extends OutputStream {
    private static final int BUFFER = 32 * 1024;

    private final Response out;
    private final OptionalLong promised;
    private final ByteBuffer buffer;
    private final Blocker.Shared blocker = new Blocker.Shared();
    private final Pace pace;
    private long written;

    ResponseBody(Response out, OptionalLong promised) {
        this.out = out;
        this.pace = new Pace(out.getRequest());
        this.promised = promised;
        this.buffer = ByteBuffer.allocate((int) Math.min(BUFFER, promised.orElse(BUFFER)));
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        written += length;
        if (written > promised.orElse(Long.MAX_VALUE)) {
            throw new IllegalStateException("more was written than the " + promised.getAsLong() + " bytes promised");
        }
        int done = 0;
        while (done < length) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int step = Math.min(length - done, buffer.remaining());
            buffer.put(from, offset + done, step);
            done += step;
        }
    }

    @Override
    public void flush() {
        if (pace.isTooSlow()) {
            throw new ClientGone(new IOException("too slow"));
        }
        long begun = System.nanoTime();
        pace.moved(buffer.position());
        try (var flushed = blocker.callback()) {
            out.write(false, buffer.flip(), flushed);
            flushed.block();
        } catch (IOException e) {
            throw new ClientGone(e);
        }
        pace.waited(System.nanoTime() - begun);
        buffer.clear();
    }

    /// Sends the rest, tells `callback` when it is out, and returns the length of the whole.
    long end(Callback callback) {
        if (written < promised.orElse(0)) {
            throw new IllegalStateException(written + " of " + promised.getAsLong() + " promised bytes were written");
        }
        out.write(true, buffer.position() == 0 ? BufferUtil.EMPTY_BUFFER : buffer.flip(), callback);
        return written;
    }
}
