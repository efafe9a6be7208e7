package lectern.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import javax.net.ssl.SSLContext;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// How Jetty is told to listen.
final class Listeners {
    /// A store's key and its metadata may have 8,000 characters each, percent-encoded.
    private static final int REQUEST_HEADERS = 128 * 1024;

    /// What the metadata of an upload was comes back in one header: again a key and metadata, in base64.
    private static final int RESPONSE_HEADERS = 64 * 1024;

    /// KOReader opens a connection for every request, and readers wake up together.
    private static final int WAITING_TO_BE_ACCEPTED = 1024;

    private final Server jetty;
    private final Http1 http1;
    private final HttpConfiguration configuration = new HttpConfiguration();
    private final Duration idle;

    Listeners(Server jetty, Duration idle) {
        this.jetty = jetty;
        this.idle = idle;
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(REQUEST_HEADERS);
        configuration.setMaxResponseHeaderSize(RESPONSE_HEADERS);
        // Paths are ours to judge, each door in its own way; nothing here decodes or normalises one.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        http1 = new Http1(configuration);
    }

    ServerConnector plain(String host, int port) {
        return listener(host, port, http1, new HTTP2CServerConnectionFactory(configuration));
    }

    /// Whoever speaks plain HTTP to it is heard as well, so that the gate can say what is wrong.
    ServerConnector encrypted(String host, int port, SSLContext context) {
        var protocols = new SslContextFactory.Server();
        protocols.setSslContext(context);
        protocols.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        var alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
        var tls = new SslConnectionFactory(protocols, alpn.getProtocol());
        var misguided =
                new HttpConnectionFactory(refusing("This port speaks HTTPS: write https:// in front of the address."));
        var detector = new DetectorConnectionFactory(tls) {
            @Override
            protected void nextProtocol(Connector connector, EndPoint endPoint, ByteBuffer unread) {
                upgradeToConnectionFactory(misguided, connector, endPoint);
            }
        };
        return listener(host, port, detector, alpn, new HTTP2ServerConnectionFactory(configuration), http1);
    }

    private HttpConfiguration refusing(String reason) {
        var refusing = new HttpConfiguration(configuration);
        refusing.addCustomizer((_, _) -> {
            throw new HttpException.RuntimeException(HttpStatus.BAD_REQUEST_400, reason);
        });
        return refusing;
    }

    private ServerConnector listener(String host, int port, ConnectionFactory... protocols) {
        var connector = new ServerConnector(jetty, 1, 1, protocols);
        connector.setHost(host.isEmpty() ? null : host);
        connector.setPort(port);
        connector.setIdleTimeout(idle.toMillis());
        connector.setAcceptQueueSize(WAITING_TO_BE_ACCEPTED);
        return connector;
    }
}
