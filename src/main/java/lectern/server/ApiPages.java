package lectern.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import lectern.http.Cors;
import lectern.http.Faults;
import lectern.http.Request;
import lectern.http.Response;
import lectern.http.Router;
import lectern.http.Slashes;

/// The descriptions of the server and of its store API, and two pages that show either: Swagger UI at `/docs`, to try
/// it out, and ReDoc at `/redoc`, to read. All come out of the jar and ask no other server for anything.
final class ApiPages {
    private static final String HTML = "text/html;charset=utf-8";
    private static final String SCRIPT = "text/javascript;charset=utf-8";
    private static final String STYLE = "text/css;charset=utf-8";

    /// Both pages make their styles as they run, and ReDoc searches in a worker of its own making.
    private static final String OWN_THINGS_ONLY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
                    + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src blob:; frame-ancestors 'none'";

    private static final List<String> DESCRIPTIONS = List.of("openapi.json", "openapi/sync-node.json");

    private static final Map<String, String> FILES = Map.of(
            "/docs/swagger-ui-bundle.js", SCRIPT,
            "/docs/swagger-ui.css", STYLE,
            "/docs/start.js", SCRIPT,
            "/docs/choice.css", STYLE,
            "/redoc/redoc.standalone.js", SCRIPT);

    Router router() {
        var router = new Router("docs", Slashes.RAW, Faults.plain(), Cors.none())
                .always("X-Content-Type-Options", "nosniff")
                .always("Referrer-Policy", "no-referrer")
                .always("Content-Security-Policy", OWN_THINGS_ONLY)
                .always("Cache-Control", "max-age=3600")
                .headOfGet()
                .get("/docs", request -> page("docs.html", request))
                .get("/redoc", request -> page("redoc.html", request));
        DESCRIPTIONS.forEach(path -> router.get("/" + path, _ -> Response.json(200, resource(path))));
        FILES.forEach((path, type) ->
                router.get(path, _ -> Response.bytes(200, type, resource(path.substring(path.lastIndexOf('/') + 1)))));
        return router;
    }

    /// The page shows what its link names, and the server's description when nobody chose.
    private static Response page(String file, Request request) {
        var shown = request.query("of").filter(DESCRIPTIONS::contains).orElse(DESCRIPTIONS.getFirst());
        var html = new String(resource(file), StandardCharsets.UTF_8).replace("{description}", shown);
        return Response.bytes(200, HTML, html.getBytes(StandardCharsets.UTF_8));
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
