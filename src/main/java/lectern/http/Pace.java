package lectern.http;

import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.server.Request;

/// How long the other side has kept us waiting, for how many bytes. An idle time-out notices silence; this notices a
/// trickle, which would hold a request's place for days.
final class Pace {
    /// Bytes a second that are enough once patience is used up; a reader on a bad wireless network manages more.
    private static final long SLOWEST = 1024;

    private final long patience;
    private boolean hurried = true;
    private long waited;
    private long bytes;

    /// As patient as with silence. A connection that is hurried along because the house is full may still send slowly.
    Pace(Request wire) {
        var connection = wire.getConnectionMetaData();
        this.patience = TimeUnit.MILLISECONDS.toNanos(Math.max(
                connection.getConnector().getIdleTimeout(),
                connection.getConnection().getEndPoint().getIdleTimeout()));
    }

    void moved(long count) {
        bytes += count;
    }

    void waited(long nanos) {
        waited += nanos;
    }

    /// From here on only silence counts, which the engine notices.
    void unhurried() {
        hurried = false;
    }

    boolean isTooSlow() {
        return hurried && waited > patience + TimeUnit.SECONDS.toNanos(bytes / SLOWEST);
    }
}
