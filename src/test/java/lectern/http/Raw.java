package lectern.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// A connection on which a test writes bytes as it likes, one character for each.
public final class Raw implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Raw(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(30_000);
        this.in = socket.getInputStream();
    }

    public static Raw to(int port) throws IOException {
        return new Raw(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /// Whose system keeps little of what was not read yet, so that the server has to wait.
    public static Raw slowly(int port) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new Raw(socket);
    }

    /// One connection, one request, its answer.
    public static Answer ask(int port, String request) throws IOException {
        try (var raw = to(port)) {
            return raw.send(request).answer();
        }
    }

    /// Header names in lower case.
    public record Answer(String line, Map<String, String> headers, String body) {
        public int status() {
            return Integer.parseInt(line.split(" ", 3)[1]);
        }
    }

    public Raw send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        return this;
    }

    /// Nothing more will be sent.
    public Raw finish() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /// Only what stands before the body.
    public Answer head() throws IOException {
        var line = line();
        var headers = new LinkedHashMap<String, String>();
        for (var header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        return new Answer(line, headers, "");
    }

    public Answer answer() throws IOException {
        var head = head();
        return new Answer(head.line(), head.headers(), body(head.line(), head.headers()));
    }

    /// So many bytes of a body.
    public String read(int length) throws IOException {
        return new String(in.readNBytes(length), ISO_8859_1);
    }

    /// One piece of a body that comes in pieces; empty at its end.
    private String chunk() throws IOException {
        int size = Integer.parseInt(line(), 16);
        var chunk = read(size);
        line();
        return chunk;
    }

    private String body(String line, Map<String, String> headers) throws IOException {
        if (line.startsWith("HTTP/1.1 1") || line.contains(" 204 ") || line.contains(" 304 ")) {
            return "";
        }
        if (headers.containsKey("content-length")) {
            return new String(in.readNBytes(Integer.parseInt(headers.get("content-length"))), ISO_8859_1);
        }
        if (!headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            return rest();
        }
        var body = new StringBuilder();
        for (var chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
            body.append(chunk);
        }
        return body.toString();
    }

    /// Everything until the server closes.
    public String rest() throws IOException {
        return new String(in.readAllBytes(), ISO_8859_1);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed after: " + line);
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
