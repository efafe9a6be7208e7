package lectern.http;

import java.util.HexFormat;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/// HTTP/1 with paths as they come. Jetty refuses `%zz` and `%00` at the request line, before anybody knows which door
/// is meant; so the `%` becomes a character that says the same, [Percent#UNDECODABLE], and the door answers in its own
/// words. Over HTTP/2 Jetty has forgotten the path by then, and the general answer stays.
final class Http1 extends HttpConnectionFactory {
    Http1(HttpConfiguration configuration) {
        super(configuration);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        var connection = new HttpConnection(getHttpConfiguration(), connector, endPoint) {
            @Override
            protected HttpStreamOverHTTP1 newHttpStream(String method, String target, HttpVersion version) {
                return super.newHttpStream(method, readable(target), version);
            }
        };
        connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
        return configure(connection, connector, endPoint);
    }

    /// Nobody decodes the query but us.
    private static String readable(String target) {
        int query = target.indexOf('?');
        int end = query < 0 ? target.length() : query;
        int percent = target.indexOf('%');
        if (percent < 0 || percent >= end) {
            return target;
        }
        var readable = new StringBuilder(target);
        for (; percent >= 0 && percent < end; percent = target.indexOf('%', percent + 1)) {
            if (!isEscape(target, percent, end)) {
                readable.setCharAt(percent, Percent.UNDECODABLE);
            }
        }
        return readable.toString();
    }

    private static boolean isEscape(String target, int percent, int end) {
        return percent + 2 < end
                && HexFormat.isHexDigit(target.charAt(percent + 1))
                && HexFormat.isHexDigit(target.charAt(percent + 2))
                && !target.startsWith("%00", percent);
    }
}
