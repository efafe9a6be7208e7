package lectern.http;

import java.time.Duration;
import java.util.List;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;

/// Which pages of other origins may call a door. Never with credentials: no door of ours that has a policy reads
/// cookies.
///
/// `allowed` are the request headers by name, `exposed` the answer's headers a page may read.
public record Cors(List<String> methods, List<String> allowed, List<String> exposed, Duration remembered) {
    private static final HttpField ANY_ORIGIN = new PreEncodedHttpField("Access-Control-Allow-Origin", "*");

    public Cors {
        methods = List.copyOf(methods);
        allowed = List.copyOf(allowed);
        exposed = List.copyOf(exposed);
    }

    /// What every answer carries that a page of another origin asked for.
    List<HttpField> fields() {
        if (!isOn()) {
            return List.of();
        }
        return exposed.isEmpty()
                ? List.of(ANY_ORIGIN)
                : List.of(ANY_ORIGIN, new HttpField("Access-Control-Expose-Headers", String.join(", ", exposed)));
    }

    boolean isOn() {
        return !methods.isEmpty();
    }

    /// The answer to a browser's question whether it may ask. It needs no login and has no cost.
    Response preflight(Request request) {
        var answer = Response.empty(204)
                .with("Access-Control-Allow-Methods", String.join(", ", methods))
                .with("Access-Control-Allow-Headers", String.join(", ", allowed))
                .with("Access-Control-Max-Age", Long.toString(remembered.toSeconds()));
        // a page on the web that talks to a server at home
        return request.rawHeader("Access-Control-Request-Private-Network").isPresent()
                ? answer.with("Access-Control-Allow-Private-Network", "true")
                : answer;
    }

    /// No other origin: nothing is sent, and a preflight is a request like any other.
    public static Cors none() {
        return new Cors(List.of(), List.of(), List.of(), Duration.ZERO);
    }

    /// Any origin; a browser remembers a preflight for a day.
    public static Cors anyOrigin(List<String> methods, List<String> allowed, List<String> exposed) {
        return new Cors(methods, allowed, exposed, Duration.ofDays(1));
    }
}
