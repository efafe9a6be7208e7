package lectern.http;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/// A door may be more patient with silence than others are. Lasts for one request, because what is silent between two
/// only uses up a connection.
final class Patience implements AutoCloseable {
    private final EndPoint endPoint;
    private final long usual;
    private final long longer;

    private Patience(EndPoint endPoint, long usual, long longer) {
        this.endPoint = endPoint;
        this.usual = usual;
        this.longer = longer;
    }

    /// Of HTTP/2 all streams share one connection, and it keeps its own time.
    static Patience begin(Request wire, int times) {
        var connection = wire.getConnectionMetaData();
        var endPoint = connection.getConnection().getEndPoint();
        long usual = connection.getConnector().getIdleTimeout();
        // a shorter time means that the house is full and the silent have to go
        boolean may = connection.getHttpVersion() != HttpVersion.HTTP_2 && endPoint.getIdleTimeout() == usual;
        var patience = new Patience(endPoint, usual, may ? usual * times : usual);
        if (patience.longer > usual) {
            endPoint.setIdleTimeout(patience.longer);
        }
        return patience;
    }

    @Override
    public void close() {
        if (longer > usual && endPoint.getIdleTimeout() == longer) {
            endPoint.setIdleTimeout(usual);
        }
    }
}
