package lectern.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/// Which router a path belongs to: the first segment decides, or the first behind the base path or a prefix.
/// Declared at start, then only read.
public final class FrontDoor {
    private final List<String> base;
    private final Node root = new Node();
    private final Router nowhere = Nowhere.router();
    private final Set<Router> routers = new LinkedHashSet<>();
    private @Nullable Router front;
    private Consumer<Request> astray = _ -> {};

    private static final class Node {
        final Map<String, Node> below = new HashMap<>();

        @Nullable
        Router router;

        boolean prefix; // what leads here is no part of the router's path
    }

    /// A router, and the path as it sees it.
    record Place(Router router, String path) {}

    /// `basePath` is the path of the public address, for example `/lectern`; it may be there or not. Empty or `/`:
    /// none.
    public FrontDoor(String basePath) {
        this.base = segments(basePath);
    }

    /// Every path whose first segment is one of `segments`; `api/v1` stands for two.
    public FrontDoor mount(Router router, String... segments) {
        for (var segment : segments) {
            put(root, router, segment);
        }
        return this;
    }

    /// The same below a prefix, which carries nothing else and is no part of the path that the router sees.
    public FrontDoor mountBelow(String prefix, Router router, String... segments) {
        var node = root;
        for (var segment : segments(prefix)) {
            node = node.below.computeIfAbsent(segment, _ -> new Node());
        }
        node.prefix = true;
        for (var segment : segments) {
            put(node, router, segment);
        }
        return this;
    }

    /// Exactly `/`.
    public FrontDoor front(Router router) {
        routers.add(router);
        front = router;
        return this;
    }

    /// `told` hears of every request for a path that leads nowhere, at any door. It must not wait.
    public FrontDoor astray(Consumer<Request> told) {
        astray = told;
        return this;
    }

    void leadsNowhere(Request request) {
        astray.accept(request);
    }

    private void put(Node under, Router router, String path) {
        var node = under;
        for (var segment : segments(path)) {
            node = node.below.computeIfAbsent(segment, _ -> new Node());
        }
        if (node.router != null) {
            throw new IllegalArgumentException("mounted twice: " + path);
        }
        node.router = router;
        routers.add(router);
    }

    /// Every route of every door, as the door sees its paths.
    public List<Route> routes() {
        return routers.stream().flatMap(router -> router.routes().stream()).toList();
    }

    /// Answers where no door does.
    Router nowhere() {
        return nowhere;
    }

    /// Shows every tally of every door with its labels.
    void tallies(BiConsumer<String, Tally> to) {
        routers.forEach(router -> router.tallies(to));
        nowhere.tallies(to);
    }

    /// A base path may begin like a door (`/anki`); then the path is tried with it and without it.
    Place place(String path) {
        int begin = afterBase(path);
        var place = place(path, begin);
        if (place == null && begin > 0) {
            place = place(path, 0);
        }
        return place == null ? new Place(nowhere, path) : place;
    }

    private @Nullable Place place(String path, int start) {
        var node = root;
        int begin = start;
        int at = start;
        while (true) {
            int from = afterSlashes(path, at);
            int to = endOfSegment(path, from);
            if (from == to) {
                return node == root && front != null ? new Place(front, "/") : null;
            }
            node = node.below.get(path.substring(from, to));
            if (node == null) {
                return null;
            }
            if (node.router != null) {
                return new Place(node.router, node.router.slashes().of(path.substring(begin)));
            }
            at = to;
            if (node.prefix) {
                begin = to;
            }
        }
    }

    private int afterBase(String path) {
        int at = 0;
        for (var segment : base) {
            int from = afterSlashes(path, at);
            int to = endOfSegment(path, from);
            if (to - from != segment.length() || !path.startsWith(segment, from)) {
                return 0;
            }
            at = to;
        }
        return at;
    }

    private static int afterSlashes(String path, int at) {
        int from = at;
        while (from < path.length() && path.charAt(from) == '/') {
            from++;
        }
        return from;
    }

    private static int endOfSegment(String path, int from) {
        int slash = path.indexOf('/', from);
        return slash < 0 ? path.length() : slash;
    }

    private static List<String> segments(String path) {
        var segments = new ArrayList<String>();
        for (var segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        return segments;
    }
}
