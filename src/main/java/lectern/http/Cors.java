package lectern.http;

import java.time.Duration;
import java.util.List;

/// Which pages of other origins may call a door. Never with credentials: no door of ours that has a policy reads
/// cookies.
///
/// `allowed` are the request headers by name, `exposed` the answer's headers a page may read.
public record Cors(List<String> methods, List<String> allowed, List<String> exposed, Duration remembered) {
    public Cors {
        methods = List.copyOf(methods);
        allowed = List.copyOf(allowed);
        exposed = List.copyOf(exposed);
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
