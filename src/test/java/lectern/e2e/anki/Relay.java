package lectern.e2e.anki;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// A wire between devices and a server, at which a test listens: it hears each piece before it goes on, may do anything
/// in between, and may cut the wire. Knows just enough of HTTP: a device sends its next request when the answer to the
/// last one is there.
final class Relay implements AutoCloseable {
    /// Asked for each piece that passes; false cuts the connection instead.
    interface Watcher {
        /// A piece of a request.
        ///
        /// @param path for example `/sync/start`
        /// @param bytes of this request that the server has already
        default boolean asks(String path, long bytes) {
            return true;
        }

        /// A piece of an answer.
        ///
        /// @param bytes of this answer that the device has already
        default boolean answers(String path, long bytes) {
            return true;
        }
    }

    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final Watcher watcher;
    private volatile URI server;

    private Relay(ServerSocket listener, URI server, Watcher watcher) {
        this.listener = listener;
        this.server = server;
        this.watcher = watcher;
    }

    static Relay to(URI server, Watcher watcher) {
        try {
            var relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server, watcher);
            Thread.ofPlatform().daemon().name("relay").start(relay::listen);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What devices sign in at.
    URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
    }

    /// Later connections go to another server.
    void to(URI other) {
        server = other;
    }

    /// What was asked so far, in order.
    List<String> paths() {
        return List.copyOf(paths);
    }

    private void listen() {
        try {
            while (true) {
                connect(listener.accept());
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void connect(Socket device) throws IOException {
        try {
            var connection = new Connection(device, new Socket(server.getHost(), server.getPort()));
            sockets.addAll(List.of(device, connection.server));
            Thread.ofPlatform().daemon().start(connection::carryRequests);
            Thread.ofPlatform().daemon().start(connection::carryAnswers);
        } catch (ConnectException _) {
            device.close(); // the server is gone, and the device notices it as it would without a relay
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (var socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Connection {
        private final Socket device;
        private final Socket server;
        private volatile String path = "";
        private final AtomicLong asked = new AtomicLong();
        private final AtomicLong answered = new AtomicLong();

        Connection(Socket device, Socket server) {
            this.device = device;
            this.server = server;
        }

        void carryRequests() {
            carry(device, server, piece -> {
                if (piece.startsWith("POST ")) {
                    path = piece.split(" ", 3)[1];
                    paths.add(path);
                    asked.set(0);
                    answered.set(0);
                }
                return watcher.asks(path, asked.getAndAdd(piece.length()));
            });
        }

        void carryAnswers() {
            carry(server, device, piece -> watcher.answers(path, answered.getAndAdd(piece.length())));
        }

        private void carry(Socket from, Socket to, Predicate<String> passes) {
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                var buffer = new byte[16 * 1024];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!passes.test(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))) {
                        return;
                    }
                    out.write(buffer, 0, read);
                }
            } catch (IOException _) {
                // one of the two is gone, and with it the connection
            }
        }
    }
}
