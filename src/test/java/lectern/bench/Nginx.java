package lectern.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Debian's nginx, which serves and stores files in one folder with its own modules, and forces nothing to the disk.
final class Nginx implements AutoCloseable {
    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Nginx start(Path program, Path folder) throws IOException {
        Files.createDirectories(folder.resolve("files"));
        Files.createDirectories(folder.resolve("logs"));
        int port = freePort();
        Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid nginx.pid;
                error_log logs/error.log;
                events {}
                http {
                    access_log off;
                    sendfile on;
                    tcp_nopush on;
                    client_max_body_size 0;
                    client_body_temp_path incoming;
                    fastcgi_temp_path unused1;
                    proxy_temp_path unused2;
                    scgi_temp_path unused3;
                    uwsgi_temp_path unused4;
                    server {
                        listen 127.0.0.1:%d;
                        root files;
                        dav_methods PUT DELETE;
                    }
                }
                """.formatted(port));
        var process = new ProcessBuilder(program.toString(), "-p", folder.toString(), "-c", "nginx.conf")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(folder.resolve("logs/said").toFile()))
                .start();
        var nginx = new Nginx(process, port);
        nginx.awaitListening(folder);
        return nginx;
    }

    int port() {
        return port;
    }

    private void awaitListening(Path folder) throws IOException {
        try {
            while (!listens()) {
                if (process.waitFor(Duration.ofMillis(10))) {
                    throw new IllegalStateException(
                            "nginx did not start: " + Files.readString(folder.resolve("logs/said")));
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean listens() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
