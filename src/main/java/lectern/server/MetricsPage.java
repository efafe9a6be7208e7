package lectern.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

import lectern.http.Cors;
import lectern.http.Fault;
import lectern.http.Faults;
import lectern.http.FrontDoor;
import lectern.http.Metrics;
import lectern.http.Request;
import lectern.http.Response;
import lectern.http.Router;
import lectern.http.Slashes;

/// What is counted, for Prometheus: at the server's own port for whoever shows the token, at a port of this machine for
/// everybody on it.
final class MetricsPage {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Metrics metrics;

    MetricsPage(Metrics metrics) {
        this.metrics = metrics;
    }

    /// Without a token there is no such page.
    Router guarded(Optional<String> token) {
        var faults = Faults.plain();
        return router().get(
                        "/metrics",
                        request -> token.map(secret -> shown(request, secret)
                                        ? text()
                                        : Faults.plain(
                                                        401,
                                                        "Unauthorized",
                                                        "Show the token of the setting metrics.token.")
                                                .with("WWW-Authenticate", "Bearer"))
                                .orElseGet(() -> faults.answer(new Fault.NoRoute(), request)));
    }

    FrontDoor open() {
        return new FrontDoor("").mount(router().get("/metrics", _ -> text()), "metrics");
    }

    private static Router router() {
        return new Router("metrics", Slashes.RAW, Faults.plain(), Cors.none()).guarded();
    }

    private Response text() {
        return Response.bytes(200, TYPE, metrics.text().getBytes(StandardCharsets.UTF_8));
    }

    private static boolean shown(Request request, String token) {
        var wanted = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        return request.header("Authorization")
                .map(header -> MessageDigest.isEqual(header.getBytes(StandardCharsets.UTF_8), wanted))
                .orElse(false);
    }
}
