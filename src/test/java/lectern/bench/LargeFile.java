package lectern.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// A large file that is sent to a server and fetched again, each time over a connection of its own. The kernel sends
/// it, and what is fetched is dropped, so that most of the time is the server's.
record LargeFile(Path file, long size) {
    private static final int PIECE = 1024 * 1024;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    static LargeFile of(Path file, int megabytes) throws IOException {
        var piece = new byte[PIECE];
        var random = new Random(2026);
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < megabytes; i++) {
                random.nextBytes(piece);
                out.write(piece);
            }
        }
        return new LargeFile(file, (long) megabytes * PIECE);
    }

    /// @param headers each ends its line
    void upload(int port, String target, String headers) {
        try (var socket = connect(port);
                var from = FileChannel.open(file, StandardOpenOption.READ)) {
            ask(socket, "PUT " + target, headers + "Content-Length: " + size + "\r\n");
            for (long sent = 0; sent < size; ) {
                sent += from.transferTo(sent, size - sent, socket);
            }
            if (skipBody(socket) != 0) {
                throw new IllegalStateException("a PUT is answered without a body");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void download(int port, String target, String headers) {
        try (var socket = connect(port)) {
            ask(socket, "GET " + target, headers);
            if (skipBody(socket) != size) {
                throw new IllegalStateException("a GET gives back what was put");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(int port, String target, String headers) {
        try (var socket = connect(port)) {
            ask(socket, "DELETE " + target, headers);
            skipBody(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SocketChannel connect(int port) throws IOException {
        return SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    static void ask(SocketChannel socket, String what, String headers) throws IOException {
        var head = what + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n";
        socket.write(ByteBuffer.wrap(head.getBytes(US_ASCII)));
    }

    /// How many bytes stood behind the head of an answer that must be a good one.
    private static long skipBody(SocketChannel socket) throws IOException {
        var buffer = ByteBuffer.allocateDirect(256 * 1024);
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            read(socket, buffer);
            head.append(US_ASCII.decode(buffer.flip()));
            buffer.clear();
        }
        if (head.charAt(9) != '2') {
            throw new IllegalStateException("refused: " + head);
        }
        var length = LENGTH.matcher(head);
        long size = length.find() ? Long.parseLong(length.group(1)) : 0;
        long left = size - (head.length() - head.indexOf("\r\n\r\n") - 4);
        while (left > 0) {
            left -= read(socket, buffer);
            buffer.clear();
        }
        return size;
    }

    private static int read(SocketChannel socket, ByteBuffer to) throws IOException {
        int count = socket.read(to);
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        return count;
    }
}
