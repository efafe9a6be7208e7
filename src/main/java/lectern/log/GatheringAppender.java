package lectern.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import org.jspecify.annotations.Nullable;

/// Writes to standard error what has gathered in the last moments, because a system call for each request's line costs
/// a busy server a tenth of its time. A warning, or worse, is out when the call that logs it returns, with all before
/// it; so is everything once the program is ending.
public final class GatheringAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final Duration GATHERING = Duration.ofMillis(50);
    private static final int ENOUGH = 32 * 1024;

    private final OutputStream out;
    private final Thread writer = Thread.ofPlatform().name("log").daemon().unstarted(this::write);

    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] gathered = new byte[ENOUGH]; // this and the next two are guarded by lock
    private int length;
    private boolean ending;

    private @Nullable Encoder<ILoggingEvent> encoder;

    public GatheringAppender() {
        this(new FileOutputStream(FileDescriptor.err));
    }

    GatheringAppender(OutputStream out) {
        this.out = out;
    }

    /// Called by Logback with what the configuration says.
    public void setEncoder(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    @Override
    public void start() {
        Objects.requireNonNull(encoder, "the configuration of the log names no encoder");
        writer.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "log-end"));
        super.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        var line = Objects.requireNonNull(encoder).encode(event);
        boolean first;
        lock.lock();
        try {
            first = length == 0;
            add(line);
            if (ending || event.getLevel().isGreaterOrEqual(Level.WARN)) {
                flush();
            }
        } finally {
            lock.unlock();
        }
        if (first) {
            LockSupport.unpark(writer);
        }
    }

    private void add(byte[] line) {
        if (line.length > ENOUGH - length) {
            flush();
        }
        if (line.length > ENOUGH) {
            print(line, line.length);
        } else {
            System.arraycopy(line, 0, gathered, length, line.length);
            length += line.length;
        }
    }

    private void write() {
        while (true) {
            LockSupport.park(this); // until there is something
            LockSupport.parkNanos(this, GATHERING.toNanos());
            lock.lock();
            try {
                flush();
            } finally {
                lock.unlock();
            }
        }
    }

    /// Under the lock, so that lines stay in order.
    private void flush() {
        if (length > 0) {
            print(gathered, length);
            length = 0;
        }
    }

    private void print(byte[] bytes, int count) {
        try {
            out.write(bytes, 0, count);
        } catch (IOException e) {
            addError("a line could not be written", e); // nobody is there to read it
        }
    }

    private void end() {
        lock.lock();
        try {
            ending = true;
            flush();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop() {
        super.stop();
        end();
    }
}
