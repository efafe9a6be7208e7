package lectern.web.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import lectern.account.Tokens;
import lectern.http.Response;
import lectern.http.Router;

/// The files that pages are made of. Each has a hash of its content in its name, so a browser may keep it for ever.
final class Assets {
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml");

    private static final String FOLDER = "/app/assets/";

    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Map<String, Response> files = new LinkedHashMap<>();

    Assets(String... names) {
        for (var name : names) {
            var content = read(name);
            int dot = name.lastIndexOf('.');
            var hashed = name.substring(0, dot)
                    + '.'
                    + Tokens.hash(new String(content, StandardCharsets.UTF_8)).substring(0, 12)
                    + name.substring(dot);
            addresses.put(name, FOLDER + hashed);
            files.put(
                    FOLDER + hashed,
                    Response.bytes(200, type(name), content)
                            .with("Cache-Control", "public, max-age=31536000, immutable"));
        }
    }

    private static String type(String name) {
        var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalArgumentException("nobody knows what " + name + " is");
        }
        return type;
    }

    void routes(Router to) {
        files.forEach((path, file) -> to.get(path, _ -> file));
    }

    /// Below the base path.
    String address(String name) {
        var address = addresses.get(name);
        if (address == null) {
            throw new IllegalArgumentException("no such file: " + name);
        }
        return address;
    }

    private static byte[] read(String name) {
        try (var in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
