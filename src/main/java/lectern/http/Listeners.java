package lectern.http;

import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;

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
        var connector = new Listener(jetty, protocols);
        connector.setHost(host.isEmpty() ? null : host);
        connector.setPort(port);
        connector.setIdleTimeout(idle.toMillis());
        connector.setAcceptQueueSize(WAITING_TO_BE_ACCEPTED);
        return connector;
    }

    /// Whoever comes while it stops is answered or sent away; Jetty would leave some of them waiting.
    private static final class Listener extends ServerConnector {
        Listener(Server jetty, ConnectionFactory... protocols) {
            super(jetty, 1, 1, protocols);
        }

        /// The port is closed by then, which wakes the acceptor. An interrupt as well would lose whom it accepts in
        /// that moment: their connection would stay open, and nobody would know of it.
        @Override
        protected void interruptAcceptors() {}

        @Override
        protected boolean handleAcceptFailure(Throwable failure) {
            return isOpen() && super.handleAcceptFailure(failure);
        }

        @Override
        protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
            return new ServerConnectorManager(executor, scheduler, selectors) {
                // after the last look at what was accepted there is none
                @Override
                public void accept(SelectableChannel accepted, Object attachment) {
                    super.accept(accepted, attachment);
                    if (!isRunning()) {
                        IO.close(accepted);
                    }
                }
            };
        }
    }
}
