package lectern.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/// Ends connections that take too long to say what they want. An idle time-out never fires on a client that sends one
/// byte of its header, or of its TLS handshake, every few seconds, and enough of them would use up all connections.
final class Stragglers implements Connection.Listener, Runnable {
    private final Scheduler scheduler;
    private final Duration patience;
    private final Map<Connection, Long> openedAt = new ConcurrentHashMap<>();

    Stragglers(Scheduler scheduler, Duration patience) {
        this.scheduler = scheduler;
        this.patience = patience;
    }

    @Override
    public void onOpened(Connection connection) {
        // TLS wraps another connection, which is looked at; HTTP/2 multiplexes, and Jetty limits what it accepts there
        if (!(connection instanceof SslConnection || connection instanceof HTTP2Connection)) {
            openedAt.put(connection, System.nanoTime());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        openedAt.remove(connection);
    }

    @Override
    public void run() {
        openedAt.forEach((connection, opened) -> {
            if (isLate(connection, opened)) {
                connection.getEndPoint().close();
            }
        });
        scheduler.schedule(this, Math.min(1_000, patience.toMillis()), TimeUnit.MILLISECONDS);
    }

    /// What is neither of the two above nor HTTP/1 is still finding out which protocol it will speak.
    private boolean isLate(Connection connection, long opened) {
        if (connection instanceof HttpConnection http) {
            var parser = http.getParser();
            return parser.inHeaderState() && !parser.isStart() && isLongAgo(parser.getBeginNanoTime());
        }
        return isLongAgo(opened);
    }

    private boolean isLongAgo(long nanoTime) {
        return System.nanoTime() - nanoTime > patience.toNanos();
    }
}
