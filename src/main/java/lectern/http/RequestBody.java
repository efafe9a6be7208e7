package lectern.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Blocker;
import org.jspecify.annotations.Nullable;

/// The body of one request, read while the handler waits. Counts what comes: a body that is longer than allowed or that
/// trickles is given up as soon as that shows.
final class RequestBody {
    private static final int READY = 16; // chunks of what the engine reads at once; more is still on its way

    private final Request wire;
    private final Blocker.Shared blocker = new Blocker.Shared();
    private final long declared;
    private final Pace pace;
    private Content.@Nullable Chunk chunk;
    private boolean asked; // for what had not come by itself
    private @Nullable IOException brokenOff;

    RequestBody(Request wire) {
        this.wire = wire;
        this.pace = new Pace(wire);
        this.declared = wire.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    }

    void takeYourTime() {
        pace.unhurried();
    }

    byte[] read(int limit) {
        refuseOver(limit, declared);
        var bytes = new byte[declared >= 0 ? (int) declared : Math.min(limit, 8192)];
        int length = 0;
        while (true) {
            if (length == bytes.length) {
                int ahead = peek();
                if (ahead < 0) {
                    return bytes;
                }
                refuseOver(limit, (long) length + ahead);
                bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(length + ahead, 2L * length)));
            }
            int read = read(bytes, length, bytes.length - length);
            if (read < 0) {
                return Arrays.copyOf(bytes, length);
            }
            length += read;
        }
    }

    InputStream stream(long limit) {
        refuseOver(limit, declared);
        return new InputStream() {
            private long left = limit;

            @Override
            public int read() {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                int read = RequestBody.this.read(to, offset, length);
                left -= Math.max(read, 0);
                refuseOver(limit, limit - left);
                return read;
            }
        };
    }

    /// Until the end, or for so long.
    void discard(Duration longest) {
        long begun = System.nanoTime();
        var buffer = new byte[8192];
        while (System.nanoTime() - begun < longest.toNanos() && read(buffer, 0, buffer.length) >= 0) {
            // forgotten
        }
    }

    /// Until the end, or so many bytes. Of somebody who waits to be asked for them nothing comes, and nothing is asked.
    void discard(long most) {
        if (isWaitingToBeAsked()) {
            return;
        }
        var buffer = new byte[8192];
        long left = most;
        while (left > 0) {
            int read = read(buffer, 0, buffer.length);
            if (read < 0) {
                return;
            }
            left -= read;
        }
    }

    private boolean isWaitingToBeAsked() {
        return !asked && wire.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
    }

    /// Whether the end has come. Forgets what lies ready before it, up to a bound, and waits for nothing.
    boolean isRead() {
        for (int chunks = 0; chunks < READY; chunks++) {
            if (chunk == null) {
                chunk = wire.read();
            }
            if (chunk == null || Content.Chunk.isFailure(chunk)) {
                return false;
            }
            if (chunk.isLast() && !chunk.hasRemaining()) {
                return true;
            }
            chunk.release();
            chunk = Content.Chunk.next(chunk);
        }
        return false;
    }

    private static void refuseOver(long limit, long length) {
        if (length > limit) {
            throw new Faulted(new Fault.TooLarge(limit));
        }
    }

    private int read(byte[] to, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        int ahead = peek();
        if (ahead < 0) {
            return -1;
        }
        var from = chunk();
        int read = Math.min(ahead, length);
        from.getByteBuffer().get(to, offset, read);
        pace.moved(read);
        if (!from.hasRemaining()) {
            from.release();
            chunk = Content.Chunk.next(from);
        }
        return read;
    }

    /// How many bytes lie ready, waiting for the first; -1 at the end.
    private int peek() {
        while (true) {
            if (chunk == null) {
                chunk = wire.read();
            }
            if (chunk == null) {
                await();
            } else if (Content.Chunk.isFailure(chunk)) {
                throw failed(chunk.getFailure());
            } else if (chunk.hasRemaining()) {
                return chunk.remaining();
            } else if (chunk.isLast()) {
                return -1;
            } else {
                chunk.release();
                chunk = null;
            }
        }
    }

    private Content.Chunk chunk() {
        if (chunk == null) {
            throw new IllegalStateException("nothing was received");
        }
        return chunk;
    }

    private void await() {
        if (brokenOff
                != null) { // by whoever interrupted this thread: what was asked for then still may come, to nobody
            throw failed(brokenOff);
        }
        if (pace.isTooSlow()) {
            throw new Faulted(new Fault.TimedOut());
        }
        long begun = System.nanoTime();
        asked = true;
        try (var ready = blocker.runnable()) {
            wire.demand(ready);
            ready.block();
        } catch (IOException e) {
            brokenOff = e;
            throw failed(e);
        }
        pace.waited(System.nanoTime() - begun);
    }

    private static RuntimeException failed(Throwable failure) {
        return switch (failure) {
            case TimeoutException _ -> new Faulted(new Fault.TimedOut());
            // also when the connection ends early: it may be half open, and then somebody reads why
            case HttpException _ -> new Faulted(new Fault.BadRequest("The body is not valid HTTP."));
            default -> new ClientGone(failure);
        };
    }
}
