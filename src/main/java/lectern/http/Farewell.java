package lectern.http;

import java.io.IOException;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// Notices that a client hangs up while it is being told something. Of HTTP/2 the engine says so; of HTTP/1 only
/// somebody who reads would know. What is read meanwhile is lost, so the connection has to end with its answer.
final class Farewell implements Callback {
    private static final int BUFFER = 512;

    private final EndPoint endPoint;
    private final Waiting waiting;

    private Farewell(EndPoint endPoint, Waiting waiting) {
        this.endPoint = endPoint;
        this.waiting = waiting;
    }

    static void listen(Request wire, Waiting waiting) {
        var connection = wire.getConnectionMetaData();
        if (connection.getHttpVersion() != HttpVersion.HTTP_2) {
            var endPoint = connection.getConnection().getEndPoint();
            endPoint.tryFillInterested(new Farewell(endPoint, waiting));
        }
    }

    @Override
    public void succeeded() {
        try {
            if (endPoint.fill(BufferUtil.allocate(BUFFER)) >= 0) {
                endPoint.tryFillInterested(this);
            } else {
                waiting.end();
            }
        } catch (IOException _) {
            waiting.end();
        }
    }

    @Override
    public void failed(Throwable cause) {
        waiting.end();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
