package lectern.syncnode.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What becomes of a request on its way through broken or hostile hands.
final class Damage {
    private static final List<String> VALUES = List.of(
            "",
            "*",
            "\"",
            "W/\"",
            "\"a\", ,,, \"b\"",
            "null",
            "-1",
            "0",
            "99999999999999999999",
            "bytes=-0",
            "bytes=5-1",
            "bytes=0-0,1-1,2-2",
            "bytes=9223372036854775807-",
            "sha-256=:AAAA:",
            "sha-256=:****:, sha-512=x",
            "chunked",
            "gzip, chunked",
            "identity",
            "~" + "A".repeat(43),
            "'; drop table store; --",
            "\u00e9\u0080\u00ff",
            "a\tb",
            "x".repeat(9_000),
            "Bearer",
            "Basic YW5hOmFuYQ==",
            "Thu, 99 Foo 9999 99:99:99 GMT",
            "100-continue");

    private static final List<String> HEADERS = List.of(
            "X-Sync-Token",
            "X-Sync-Meta",
            "X-Sync-Client",
            "If-Match",
            "If-None-Match",
            "If-Range",
            "Range",
            "Content-Range",
            "Content-Type",
            "Content-Encoding",
            "Content-Digest",
            "Repr-Digest",
            "Accept",
            "Accept-Encoding",
            "Last-Event-ID",
            "Origin",
            "Upload-Complete",
            "Upload-Draft-Interop-Version",
            "Upload-Offset",
            "X-Forwarded-For",
            "Cookie");

    private static final List<String> KEYS = List.of(
            "%",
            "%zz",
            "%00",
            "%1f",
            "%7F",
            "%ff",
            "%c0%af",
            "%ed%a0%80",
            "%f4%90%80%80",
            "..%2f..%2fetc%2fpasswd",
            "../../../etc/passwd",
            ".",
            "a//b///",
            "%2e%2e%2fx",
            "a;b=c,d",
            "a+b%20c",
            "\\..\\x",
            "%F0%9F%93%9A",
            "e%CC%81",
            "~" + "A".repeat(43),
            "~",
            "x".repeat(8_001),
            "%61".repeat(8_000),
            "a?version=x&version=y",
            "a?owner=self&owner=",
            "a?%");

    private static final List<String> JSON = List.of(
            "null",
            "true",
            "-1",
            "1e400",
            "1e-99999999999",
            "99999999999999999999",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"~" + "A".repeat(43) + "\"",
            "\"" + "x".repeat(8_001) + "\"",
            "\"" + "x".repeat(70_000) + "\"",
            "[]",
            "{}",
            "[".repeat(5_000),
            "{\"a\":".repeat(2_000),
            "NaN",
            ",",
            "\"");

    private final Random random;

    Damage(Random random) {
        this.random = random;
    }

    private enum Part {
        KEY,
        VALUE,
        HEADER,
        LINE,
        JSON,
        LENGTH,
        BYTES,
        METHOD
    }

    /// In one part, or in two.
    Sent to(Sent request) {
        var once = in(any(List.of(Part.values())), request.text());
        return new Sent(random.nextInt(3) == 0 ? in(any(List.of(Part.values())), once) : once);
    }

    private String in(Part part, String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return bytes(text);
        }
        var head = new ArrayList<>(List.of(text.substring(0, end).split("\r\n", -1)));
        var body = text.substring(end + 4);
        switch (part) {
            case KEY -> head.set(0, key(head.getFirst()));
            case VALUE -> value(head);
            case HEADER -> head.add(1 + random.nextInt(head.size()), any(HEADERS) + ": " + any(VALUES));
            case LINE -> line(head);
            case JSON -> {
                body = json(body);
                head.replaceAll(new Length(body.length())::corrected);
            }
            case LENGTH -> head.replaceAll(new Length(random.nextInt(100) - 10)::corrected);
            case METHOD -> head.set(0, head.getFirst().replaceFirst("^\\w+", any(METHODS)));
            case BYTES -> {
                return bytes(text);
            }
        }
        return String.join("\r\n", head) + "\r\n\r\n" + body;
    }

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "PUT", "POST", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "\u00ff");

    private String key(String line) {
        var words = line.split(" ", -1);
        if (words.length != 3) {
            return line;
        }
        int slash = words[1].indexOf('/', 1);
        var path = slash < 0 ? words[1] + "/" : words[1].substring(0, slash + 1);
        return words[0] + " " + path + any(KEYS) + " " + words[2];
    }

    private void value(List<String> head) {
        int which = random.nextInt(head.size());
        head.set(which, head.get(which).replaceFirst(": ?.*", ": ").concat(any(VALUES)));
    }

    private void line(List<String> head) {
        int which = random.nextInt(head.size());
        switch (random.nextInt(3)) {
            case 0 -> head.remove(which);
            case 1 -> head.add(which, head.get(which));
            default -> head.set(which, bytes(head.get(which)));
        }
    }

    /// Some value is another one.
    private String json(String body) {
        var values = body.split("(?<=[:\\[,{])", -1);
        int which = random.nextInt(values.length);
        values[which] = values[which].replaceFirst("^(\"[^\"]*+\"|[^,}\\]]++)(?=[,}\\]])", "") + any(JSON);
        return String.join("", values);
    }

    private record Length(int length) {
        String corrected(String header) {
            return header.startsWith("Content-Length: ") ? "Content-Length: " + length : header;
        }
    }

    /// One to four changes of a few bytes.
    private String bytes(String text) {
        var bytes = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0 && !bytes.isEmpty(); i--) {
            int at = random.nextInt(bytes.length());
            int to = Math.min(bytes.length(), at + 1 + random.nextInt(20));
            switch (random.nextInt(4)) {
                case 0 -> bytes.setCharAt(at, (char) random.nextInt(256));
                case 1 -> bytes.delete(at, to);
                case 2 -> bytes.insert(at, bytes.substring(at, to));
                default -> bytes.setLength(at);
            }
        }
        return bytes.toString();
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
