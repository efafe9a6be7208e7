package lectern.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One door: its routes, and what all its answers have in common. Declared at start, then only read.
public final class Router {
    private static final Logger log = LoggerFactory.getLogger(Router.class);

    private final String door;
    private final Slashes slashes;
    private final Faults faults;
    private final Cors cors;
    private final PathTree tree = new PathTree();
    private final List<Route> routes = new ArrayList<>();
    private final List<HttpField> always = new ArrayList<>();
    private final Map<Class<?>, BiFunction<RuntimeException, Request, Response>> refusals = new LinkedHashMap<>();
    private final Tally unrouted = new Tally();
    private Set<Integer> documented = Set.of();
    private boolean headOfGet;
    private boolean compressed;
    private Unreadable unreadable = (status, detail) -> Faults.plain(status, HttpStatus.getMessage(status), detail);
    private int patience = 1;

    /// `door` is the name in logs and metrics.
    public Router(String door, Slashes slashes, Faults faults, Cors cors) {
        this.door = door;
        this.slashes = slashes;
        this.faults = faults;
        this.cors = cors;
    }

    /// `{name}` in a pattern takes one segment, `{name...}` at its end everything that follows, as it came.
    public Router get(String pattern, Handler handler) {
        return route("GET", pattern, handler);
    }

    public Router head(String pattern, Handler handler) {
        return route("HEAD", pattern, handler);
    }

    public Router put(String pattern, Handler handler) {
        return route("PUT", pattern, handler);
    }

    public Router post(String pattern, Handler handler) {
        return route("POST", pattern, handler);
    }

    public Router patch(String pattern, Handler handler) {
        return route("PATCH", pattern, handler);
    }

    public Router delete(String pattern, Handler handler) {
        return route("DELETE", pattern, handler);
    }

    /// For what has more to say of itself than who may ask. Where there is none, a door with a policy answers 204.
    public Router options(String pattern, Handler handler) {
        return route("OPTIONS", pattern, handler);
    }

    private Router route(String method, String pattern, Handler handler) {
        tree.add(method, pattern, handler);
        routes.add(new Route(method, pattern));
        return this;
    }

    /// How a protocol's own exception is answered.
    public <R extends RuntimeException> Router refusals(Class<R> type, BiFunction<R, Request, Response> answer) {
        refusals.put(type, (thrown, request) -> answer.apply(type.cast(thrown), request));
        return this;
    }

    /// What is no request that could be answered, in a door's own words.
    @FunctionalInterface
    public interface Unreadable {
        /// In a status that HTTP has for it, and a few words of the engine.
        Response answer(int status, String detail);
    }

    /// In place of the general shape.
    public Router unreadable(Unreadable answer) {
        unreadable = answer;
        return this;
    }

    Response unreadable(int status, String detail) {
        return unreadable.answer(status, detail);
    }

    /// A header of every answer that does not set it itself.
    public Router always(String header, String value) {
        always.add(Response.constant(header, value));
        return this;
    }

    /// For answers that belong to one account and to no page.
    public Router guarded() {
        return always("X-Content-Type-Options", "nosniff")
                .always("Referrer-Policy", "no-referrer")
                .always("X-Frame-Options", "DENY")
                .always("Cache-Control", "no-store");
    }

    /// HEAD is answered wherever GET is; otherwise it is a wrong method.
    public Router headOfGet() {
        headOfGet = true;
        return this;
    }

    /// JSON is compressed for whoever takes that. Not where somebody else may choose what stands beside a secret.
    public Router compressed() {
        compressed = true;
        return this;
    }

    /// What goes over the wire in its place.
    Response encoded(Response answer, Request request) {
        return compressed ? Compression.applied(answer, request) : answer;
    }

    /// Waits so many times as long as other doors for a client that is silent within a request.
    public Router patience(int times) {
        patience = times;
        return this;
    }

    int patience() {
        return patience;
    }

    /// The statuses that this door's protocol knows, besides those of earlier calls. Any other is logged as an error
    /// when it leaves, and where assertions are enabled it fails the request, and with it the test that made it.
    public Router documented(int... statuses) {
        documented = IntStream.concat(documented.stream().mapToInt(Integer::intValue), IntStream.of(statuses))
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
        return this;
    }

    public List<Route> routes() {
        return Collections.unmodifiableList(routes);
    }

    public String door() {
        return door;
    }

    /// Never throws but [ClientGone]: whatever a handler does, its door has an answer.
    Response answer(Request request) {
        try {
            return cors.isOn() && request.method().equals("OPTIONS") ? options(request) : handled(request);
        } catch (ClientGone gone) {
            throw gone;
        } catch (Throwable thrown) { // an Error too: the thread belongs to this request alone
            return failed(thrown, request);
        }
    }

    private Response handled(Request request) throws IOException {
        return check(endpoint(request).handler().handle(request), request);
    }

    private Response options(Request request) throws IOException {
        var found = tree.find(request.path());
        boolean told = found != null && found.endpoints().containsKey("OPTIONS");
        return cors.preflight(request, told ? handled(request) : Response.empty(204));
    }

    /// The answer to what a handler threw.
    Response failed(Throwable thrown, Request request) {
        try {
            return check(worded(thrown, request), request);
        } catch (Throwable bug) {
            log(bug, request);
            return Faults.plain().answer(new Fault.Unexpected(request.id()), request);
        }
    }

    private Response worded(Throwable thrown, Request request) {
        if (thrown instanceof Faulted faulted) {
            return faulted(faulted.fault(), request);
        }
        if (thrown instanceof RuntimeException refusal) {
            for (var known : refusals.entrySet()) {
                if (known.getKey().isInstance(refusal)) {
                    return known.getValue().apply(refusal, request);
                }
            }
        }
        log(thrown, request);
        return faulted(new Fault.Unexpected(request.id()), request);
    }

    void log(Throwable bug, Request request) {
        log.error("{} failed on request {}", door, request.id(), bug);
    }

    private Endpoint endpoint(Request request) {
        var found = tree.find(request.path());
        if (found == null) {
            throw new Faulted(new Fault.NoRoute());
        }
        var endpoint = found.endpoints().get(request.method());
        if (endpoint == null && headOfGet && request.method().equals("HEAD")) {
            endpoint = found.endpoints().get("GET");
        }
        if (endpoint == null) {
            throw new Faulted(new Fault.WrongMethod(allowed(found)));
        }
        request.matched(endpoint, found.values());
        return endpoint;
    }

    private SortedSet<String> allowed(PathTree.Found found) {
        var methods = new TreeSet<>(found.endpoints().keySet());
        if (headOfGet && methods.contains("GET")) {
            methods.add("HEAD");
        }
        return Collections.unmodifiableSortedSet(methods);
    }

    /// The door's own words, with the header that HTTP wants beside them.
    private Response faulted(Fault fault, Request request) {
        var answer = faults.answer(fault, request);
        return switch (fault) {
            case Fault.WrongMethod(var allowed) -> answer.with("Allow", String.join(", ", allowed));
            case Fault.Overloaded(var retryAfter) -> answer.with("Retry-After", Long.toString(retryAfter.toSeconds()));
            default -> answer;
        };
    }

    private Response check(Response answer, Request request) {
        if (!documented.isEmpty() && !documented.contains(answer.status())) {
            log.error("{} does not document status {}, request {}", door, answer.status(), request.id());
            assert false : door + " does not document status " + answer.status();
        }
        return answer;
    }

    /// Counts what no route of this door answered.
    Tally unrouted() {
        return unrouted;
    }

    /// Shows every tally of this door with its labels.
    void tallies(BiConsumer<String, Tally> to) {
        tree.forEach(endpoint -> to.accept(
                labels(door, endpoint.route().pattern(), endpoint.route().method()), endpoint.tally()));
        to.accept(labels(door, "", ""), unrouted);
    }

    static String labels(String door, String route, String method) {
        return Exposition.label("door", door)
                + ','
                + Exposition.label("route", route)
                + ','
                + Exposition.label("method", method);
    }

    Slashes slashes() {
        return slashes;
    }

    Cors cors() {
        return cors;
    }

    List<HttpField> always() {
        return always;
    }
}
