package lectern.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A TCP connection to a server on this machine that a test can cut and mend.
final class Cable implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile boolean cut;

    private Cable(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    static Cable to(int target) throws IOException {
        var cable = new Cable(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        Thread.startVirtualThread(cable::accept);
        return cable;
    }

    int port() {
        return door.getLocalPort();
    }

    /// Ends every connection, and every new one at once.
    void cut() {
        cut = true;
        open.forEach(Cable::end);
        open.clear();
    }

    void mend() {
        cut = false;
    }

    @Override
    public void close() {
        cut();
        end(door);
    }

    private void accept() {
        try {
            while (!door.isClosed()) {
                var from = door.accept();
                if (cut) {
                    end(from);
                } else {
                    var to = new Socket(InetAddress.getLoopbackAddress(), target);
                    open.addAll(List.of(from, to));
                    Thread.startVirtualThread(() -> pump(from, to));
                    Thread.startVirtualThread(() -> pump(to, from));
                }
            }
        } catch (IOException e) {
            if (!door.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // one side is gone, and both are closed now
        }
    }

    private static void end(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
