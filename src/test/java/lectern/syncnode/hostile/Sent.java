package lectern.syncnode.hostile;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// A request as the bytes that go over the wire, one character for each, on a connection of its own.
record Sent(String text) {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)\r\n");

    static Sent of(String method, String target, String bearer, String headers, String body) {
        var authorization = bearer.isEmpty() ? "" : "Authorization: Bearer " + bearer + "\r\n";
        var length = body.isEmpty() && !method.equals("PUT") && !method.equals("POST")
                ? ""
                : "Content-Length: " + body.length() + "\r\n";
        return new Sent(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + authorization
                + headers + length + "\r\n" + body);
    }

    /// What came back, as it came; empty when the connection was closed without a word.
    record Answer(String text) {
        boolean isEmpty() {
            return text.isEmpty();
        }

        int status() {
            return Integer.parseInt(text.split(" ", 3)[1]);
        }

        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }

    /// After the request nothing more is sent, and nobody waits for an answer without an end.
    Answer to(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(text.getBytes(ISO_8859_1));
                socket.shutdownOutput();
            } catch (IOException _) {
                // refused before it was sent to its end
            }
            return new Answer(answer(new BufferedInputStream(socket.getInputStream())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answer(InputStream in) throws IOException {
        var head = head(in);
        var length = LENGTH.matcher(head);
        if (length.find()) {
            return head + new String(in.readNBytes(Integer.parseInt(length.group(1))), ISO_8859_1);
        }
        boolean endless = head.contains("text/event-stream");
        return endless ? head : head + new String(in.readAllBytes(), ISO_8859_1);
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        try {
            int matched = 0;
            for (int c = in.read(); c >= 0; c = in.read()) {
                head.write(c);
                matched = c == "\r\n\r\n".charAt(matched) ? matched + 1 : c == '\r' ? 1 : 0;
                if (matched == 4) {
                    break;
                }
            }
        } catch (SocketException _) {
            // reset by a server that had no wish to read on
        }
        return head.toString(ISO_8859_1);
    }
}
