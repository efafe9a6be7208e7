package lectern.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A plain HTTP/1.1 connection for each request, as KOReader opens it. Unlike the JDK's client it sends header bytes,
/// doubled headers and odd paths as they are given.
public record Wire(int port) {
    private static final int PATIENCE_MILLIS = 20_000;

    public Reply ask(Asked asked) {
        return ask(asked.method(), asked.target(), asked.headers(), asked.body());
    }

    public Reply ask(String method, String target, List<Header> headers, String body) {
        return ask(method, target, headers, body.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    public Reply ask(String method, String target, List<Header> headers, byte[] body, Charset headerBytes) {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
        for (var header : headers) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        if (body.length > 0 || method.equals("POST") || method.equals("PUT")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            var sent = new ByteArrayOutputStream();
            sent.writeBytes(head.toString().getBytes(headerBytes));
            sent.writeBytes(body);
            socket.getOutputStream().write(sent.toByteArray());
            socket.getOutputStream().flush();
            return reply(new BufferedInputStream(socket.getInputStream()), method);
        } catch (IOException broken) {
            throw new UncheckedIOException(method + " " + target, broken);
        }
    }

    private static Reply reply(InputStream from, String method) throws IOException {
        var status = Integer.parseInt(line(from).substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        var headers = new ArrayList<Header>();
        for (var line = line(from); !line.isEmpty(); line = line(from)) {
            var colon = line.indexOf(':');
            headers.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        var head = new Reply(status, headers, "");
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return head;
        }
        var body = head.header("Transfer-Encoding").filter("chunked"::equals).isPresent()
                ? chunks(from)
                : bytes(
                        from,
                        head.header("Content-Length")
                                .map(Integer::parseInt)
                                .orElseThrow(() -> new IOException("a reply without Content-Length: " + head)));
        if (from.read() != -1) {
            throw new IOException("there is more behind the body");
        }
        return new Reply(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] chunks(InputStream from) throws IOException {
        var body = new ByteArrayOutputStream();
        for (var length = length(from); length > 0; length = length(from)) {
            body.writeBytes(bytes(from, length));
            line(from);
        }
        line(from);
        return body.toByteArray();
    }

    private static int length(InputStream from) throws IOException {
        return Integer.parseInt(line(from), 16);
    }

    private static byte[] bytes(InputStream from, int length) throws IOException {
        var bytes = from.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the body is shorter than it was said to be");
        }
        return bytes;
    }

    private static String line(InputStream from) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = from.read(); next != '\n'; next = from.read()) {
            if (next == -1) {
                throw new EOFException("the connection ended within the headers, after: " + line);
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
