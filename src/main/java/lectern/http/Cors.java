package lectern.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/// Which pages of other origins may call a door. Never with credentials: no door of ours that has a policy reads
/// cookies.
public final class Cors {
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final HttpField ANY_ORIGIN = new PreEncodedHttpField(ALLOW_ORIGIN, "*");
    private static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, HttpHeader.ORIGIN.asString());
    private static final Pattern HEADER_NAMES = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,1000}");

    private final Origins origins;
    private final List<String> methods;
    private final List<String> allowed;
    private final List<HttpField> exposed;
    private final Duration remembered;

    private sealed interface Origins {
        record None() implements Origins {}

        /// Told as `*`, and to pages only.
        record Any() implements Origins {}

        /// Told by name, so that every answer differs by origin.
        record Named(Set<String> origins) implements Origins {}
    }

    private Cors(
            Origins origins, List<String> methods, List<String> allowed, List<String> exposed, Duration remembered) {
        this.origins = origins;
        this.methods = List.copyOf(methods);
        this.allowed = List.copyOf(allowed);
        this.exposed = exposed.isEmpty()
                ? List.of()
                : List.of(new PreEncodedHttpField("Access-Control-Expose-Headers", String.join(", ", exposed)));
        this.remembered = remembered;
    }

    /// No other origin: nothing is sent, and a preflight is a request like any other.
    public static Cors none() {
        return new Cors(new Origins.None(), List.of(), List.of(), List.of(), Duration.ZERO);
    }

    /// Any origin; a browser remembers a preflight for a day. `allowed` are the request headers by name, `exposed` the
    /// answer's headers a page may read.
    public static Cors anyOrigin(List<String> methods, List<String> allowed, List<String> exposed) {
        return new Cors(new Origins.Any(), methods, allowed, exposed, Duration.ofDays(1));
    }

    /// The origins that an operator lists, of which `*` is any. Besides those in `allowed`, a page may send every
    /// header that it asks for; a browser remembers that for two hours.
    public static Cors origins(Set<String> origins, List<String> methods, List<String> allowed, List<String> exposed) {
        return new Cors(new Origins.Named(Set.copyOf(origins)), methods, allowed, exposed, Duration.ofHours(2));
    }

    boolean isOn() {
        return !(origins instanceof Origins.None);
    }

    /// What every answer to somebody of that origin carries.
    List<HttpField> fields(Optional<String> origin) {
        return switch (origins) {
            case Origins.None() -> List.of();
            case Origins.Any() -> origin.isPresent() ? with(List.of(ANY_ORIGIN)) : List.of();
            case Origins.Named(var listed) ->
                with(Stream.concat(Stream.of(VARY), named(listed, origin)).toList());
        };
    }

    private static Stream<HttpField> named(Set<String> listed, Optional<String> origin) {
        if (origin.isEmpty()) {
            return listed.contains("*") ? Stream.of(ANY_ORIGIN) : Stream.empty();
        }
        return origin.filter(asking -> listed.contains("*") || listed.contains(asking)).stream()
                .map(asking -> new HttpField(ALLOW_ORIGIN, asking));
    }

    private List<HttpField> with(List<HttpField> first) {
        var all = new ArrayList<>(first);
        all.addAll(exposed);
        return all;
    }

    /// What answers a browser's question whether it may ask. It needs no login and has no cost.
    Response preflight(Request request, Response answer) {
        var told = answer.with("Access-Control-Allow-Methods", String.join(", ", methods))
                .with("Access-Control-Allow-Headers", String.join(", ", allowed(request)))
                .with("Access-Control-Max-Age", Long.toString(remembered.toSeconds()));
        // a page on the web that talks to a server at home
        return request.rawHeader("Access-Control-Request-Private-Network").isPresent()
                ? told.with("Access-Control-Allow-Private-Network", "true")
                : told;
    }

    private List<String> allowed(Request request) {
        return switch (origins) {
            case Origins.None(), Origins.Any() -> allowed;
            case Origins.Named _ ->
                Stream.concat(
                                allowed.stream(),
                                request
                                        .rawHeader("Access-Control-Request-Headers")
                                        .filter(asked ->
                                                HEADER_NAMES.matcher(asked).matches())
                                        .stream())
                        .toList();
        };
    }
}
