package lectern.web.page;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import lectern.http.Request;

/// The cookies of one request. Over HTTPS they have names that a browser takes over HTTPS only, so that nobody on the
/// way can plant one over plain HTTP; a device that is signed in there has another session.
final class Cookies {
    /// The token of a session.
    static final String SESSION = "lectern-session";

    /// What ties the form of somebody who is not signed in to the browser it was shown in.
    static final String DOOR = "lectern-door";

    /// The view that this browser was switched to.
    static final String VIEW = "lectern-view";

    /// The key of the message that the next page begins with.
    static final String FLASH = "lectern-flash";

    private final Request request;
    private final String base;

    Cookies(Request request, String base) {
        this.request = request;
        this.base = base;
    }

    Optional<String> read(String name) {
        var prefix = prefixed(name) + "=";
        return request.headers("Cookie").stream()
                .flatMap(header -> Arrays.stream(header.split(";", -1)))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(prefix))
                .map(cookie -> cookie.substring(prefix.length()))
                .findFirst();
    }

    /// The header that leaves it with the browser until that is closed.
    String keep(String name, String value) {
        return prefixed(name) + '=' + value + "; Path=" + base + "/; HttpOnly; SameSite=Lax" + secure();
    }

    /// The same for that long.
    String keep(String name, String value, Duration life) {
        return keep(name, value) + "; Max-Age=" + life.toSeconds();
    }

    String forget(String name) {
        return keep(name, "", Duration.ZERO);
    }

    private String prefixed(String name) {
        if (!request.client().secure()) {
            return name;
        }
        return (base.isEmpty() ? "__Host-" : "__Secure-") + name;
    }

    private String secure() {
        return request.client().secure() ? "; Secure" : "";
    }
}
