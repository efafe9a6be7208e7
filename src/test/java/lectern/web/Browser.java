package lectern.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import lectern.wire.Header;
import lectern.wire.Reply;
import lectern.wire.Wire;

/// Does what matters of a browser without script: keeps cookies, sends forms with the token of the page that was shown
/// last, and follows a redirect when it is told to.
public final class Browser {
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    private final Wire wire;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> always = new LinkedHashMap<>();
    private String token = "none was shown";

    public Browser(int port) {
        this.wire = new Wire(port);
    }

    /// From now on it sends this header with everything.
    public Browser with(String header, String value) {
        always.put(header, value);
        return this;
    }

    public Reply get(String path) {
        return ask("GET", path, "", "");
    }

    /// `fields` are names and values in turn.
    public Reply post(String path, String... fields) {
        var body = new StringBuilder("token=" + encoded(token));
        for (int i = 0; i < fields.length; i += 2) {
            body.append('&').append(encoded(fields[i])).append('=').append(encoded(fields[i + 1]));
        }
        return postAsIs(path, body.toString());
    }

    /// A form with one file in it.
    public Reply postFile(String path, String fileName, String contents, String... fields) {
        var body = new StringBuilder();
        part(body, "name=\"token\"", token);
        for (int i = 0; i < fields.length; i += 2) {
            part(body, "name=\"" + fields[i] + "\"", fields[i + 1]);
        }
        part(body, "name=\"file\"; filename=\"" + fileName + "\"\r\nContent-Type: text/plain", contents);
        body.append("--edge--\r\n");
        return ask("POST", path, "multipart/form-data; boundary=edge", body.toString());
    }

    private static void part(StringBuilder body, String described, String contents) {
        body.append("--edge\r\nContent-Disposition: form-data; ")
                .append(described)
                .append("\r\n\r\n")
                .append(contents)
                .append("\r\n");
    }

    /// Exactly this body.
    public Reply postAsIs(String path, String body) {
        return ask("POST", path, "application/x-www-form-urlencoded", body);
    }

    /// A form, and the page that it leads to.
    public Reply postAndFollow(String path, String... fields) {
        var reply = post(path, fields);
        return get(reply.header("Location")
                .orElseThrow(() -> new AssertionError("no redirect: " + reply.status() + " " + reply.body())));
    }

    public Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies.get(name));
    }

    public void plant(String cookie, String value) {
        cookies.put(cookie, value);
    }

    /// Of the page that was shown last.
    public String token() {
        return token;
    }

    private Reply ask(String method, String path, String type, String body) {
        var headers = new ArrayList<Header>();
        always.forEach((name, value) -> headers.add(new Header(name, value)));
        if (method.equals("POST")) {
            headers.add(new Header("Content-Type", type));
        }
        if (!cookies.isEmpty()) {
            headers.add(new Header(
                    "Cookie",
                    String.join(
                            "; ",
                            cookies.entrySet().stream()
                                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                    .toList())));
        }
        var reply = wire.ask(method, path, headers, body);
        reply.headers("Set-Cookie").forEach(this::keep);
        var shown = TOKEN.matcher(reply.body());
        if (shown.find()) {
            token = shown.group(1);
        }
        return reply;
    }

    private void keep(String setCookie) {
        var parts = List.of(setCookie.split(";", -1));
        var pair = parts.getFirst().split("=", 2);
        if (parts.stream().anyMatch(part -> part.strip().equals("Max-Age=0"))) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
