package lectern.http;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;

import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A front door that is open: HTTP/1.0, 1.1 and 2 on one port, over TLS or not. Every request runs on a virtual thread
/// of its own.
public final class HttpServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);

    private final Server jetty;
    private final List<ServerConnector> listeners;
    private final Gate gate;
    private final HttpSettings settings;

    private HttpServer(Server jetty, List<ServerConnector> listeners, Gate gate, HttpSettings settings) {
        this.jetty = jetty;
        this.listeners = listeners;
        this.gate = gate;
        this.settings = settings;
    }

    /// Without TLS. `plainPort` is not looked at.
    ///
    /// @throws CannotListen with a sentence for the person who started it
    public static HttpServer open(HttpSettings settings, FrontDoor door, Metrics metrics) {
        var jetty = engine(settings);
        var listener = new Listeners(jetty, settings.idle()).plain(settings.host(), settings.port());
        return open(settings, jetty, List.of(listener), new Gate(door, settings), metrics);
    }

    /// With TLS on the port, and without on `plainPort` if there is one.
    ///
    /// @throws CannotListen with a sentence for the person who started it
    public static HttpServer open(HttpSettings settings, SSLContext tls, FrontDoor door, Metrics metrics) {
        var jetty = engine(settings);
        var listeners = new Listeners(jetty, settings.idle());
        var encrypted = listeners.encrypted(settings.host(), settings.port(), tls);
        var all = new ArrayList<>(List.of(encrypted));
        settings.plainPort().ifPresent(port -> all.add(listeners.plain(settings.host(), port)));
        return open(settings, jetty, all, new Gate(door, settings), metrics);
    }

    private static HttpServer open(
            HttpSettings settings, Server jetty, List<ServerConnector> listeners, Gate gate, Metrics metrics) {
        jetty.setHandler(gate);
        jetty.setErrorHandler(gate::unreadable);
        var server = new HttpServer(jetty, listeners, gate, settings);
        try {
            for (var listener : listeners) {
                jetty.addConnector(listener);
                server.listen(listener);
            }
            var stragglers = new Stragglers(jetty.getScheduler(), settings.idle());
            listeners.forEach(listener -> listener.addBean(stragglers));
            jetty.start();
            stragglers.run();
        } catch (Exception e) {
            server.stop();
            throw e instanceof CannotListen told ? told : new IllegalStateException("the HTTP engine did not start", e);
        }
        metrics.watch(gate.door());
        metrics.gauge("lectern_http_requests_in_flight", "Requests under way.", gate::inFlight);
        metrics.gauge("lectern_http_requests_waiting", "Requests that wait for what others do.", gate::waiting);
        return server;
    }

    private void listen(ServerConnector listener) {
        try {
            listener.open();
        } catch (IOException e) {
            throw CannotListen.at(settings.host(), listener.getPort(), e);
        }
    }

    private static Server engine(HttpSettings settings) {
        var threads = new VirtualThreadPool(0);
        threads.setVirtualThreadsExecutor(task -> Thread.ofVirtual().start(task));
        var buffers = new ArrayByteBufferPool(0, 4 * 1024, ResponseBody.FILE_BUFFER);
        var jetty = new Server(threads, null, buffers);
        var connections = new NetworkConnectionLimit(settings.connections(), jetty);
        connections.setEndPointIdleTimeout(Duration.ofSeconds(1).toMillis()); // when full, the silent ones go first
        jetty.addBean(connections);
        return jetty;
    }

    /// The port it listens on, also where the system chose it.
    public int port() {
        return listeners.getFirst().getLocalPort();
    }

    /// The port of the second listener, the one without TLS.
    public OptionalInt plainPort() {
        return listeners.size() == 1
                ? OptionalInt.empty()
                : OptionalInt.of(listeners.getLast().getLocalPort());
    }

    /// Stops accepting, lets what is under way finish until the deadline, and closes.
    @Override
    public void close() {
        if (!jetty.isRunning()) {
            return;
        }
        for (var listener : listeners) {
            var _ = listener.shutdown(); // done when the last connection is; we wait for requests, not for connections
        }
        try {
            if (!gate.drain(settings.drain())) {
                log.warn(
                        "{} requests were cut off after {} seconds",
                        gate.inFlight() + gate.waiting(),
                        settings.drain().toSeconds());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        stop();
    }

    private void stop() {
        try {
            jetty.stop();
        } catch (Exception e) {
            log.warn("the HTTP engine did not stop cleanly", e);
        }
    }
}
