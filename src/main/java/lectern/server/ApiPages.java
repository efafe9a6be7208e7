package lectern.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import lectern.http.Cors;
import lectern.http.Faults;
import lectern.http.Response;
import lectern.http.Router;
import lectern.http.Slashes;

/// The description of the API, and two pages that show it: Swagger UI at `/docs`, to try it out, and ReDoc at
/// `/redoc`, to read. Both come out of the jar and ask no other server for anything.
final class ApiPages {
    private static final String HTML = "text/html;charset=utf-8";
    private static final String SCRIPT = "text/javascript;charset=utf-8";
    private static final String STYLE = "text/css;charset=utf-8";

    /// Both pages make their styles as they run, and ReDoc searches in a worker of its own making.
    private static final String OWN_THINGS_ONLY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
                    + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src blob:; frame-ancestors 'none'";

    private static final Map<String, String> FILES = Map.of(
            "/docs", HTML,
            "/docs/swagger-ui-bundle.js", SCRIPT,
            "/docs/swagger-ui.css", STYLE,
            "/docs/start.js", SCRIPT,
            "/redoc", HTML,
            "/redoc/redoc.standalone.js", SCRIPT);

    Router router() {
        var router = new Router("docs", Slashes.RAW, Faults.plain(), Cors.none())
                .always("X-Content-Type-Options", "nosniff")
                .always("Referrer-Policy", "no-referrer")
                .always("Content-Security-Policy", OWN_THINGS_ONLY)
                .always("Cache-Control", "max-age=3600")
                .headOfGet()
                .get("/openapi.json", _ -> Response.json(200, resource("openapi.json")));
        FILES.forEach((path, type) -> router.get(path, _ -> Response.bytes(200, type, resource(file(path, type)))));
        return router;
    }

    private static String file(String path, String type) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        return type.equals(HTML) ? name + ".html" : name;
    }

    private static byte[] resource(String name) {
        try (var in = ApiPages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
