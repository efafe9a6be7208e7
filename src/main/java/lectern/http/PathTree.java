package lectern.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/// Patterns by their segments. What is written out wins over `{name}`, and that over `{name...}`.
final class PathTree {
    private final Node root = new Node();

    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();
        final Map<String, Endpoint> endpoints = new TreeMap<>(); // by method, ending here
        final Map<String, Endpoint> rests = new TreeMap<>(); // by method, taking all that follows

        @Nullable
        Node any;

        Node any() {
            if (any == null) {
                any = new Node();
            }
            return any;
        }
    }

    /// What a path leads to: the endpoints by method, and the values on the way.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Found(Map<String, Endpoint> endpoints, String[] values) {}

    /// Shows every endpoint.
    void forEach(Consumer<Endpoint> to) {
        forEach(root, to);
    }

    private static void forEach(Node node, Consumer<Endpoint> to) {
        node.endpoints.values().forEach(to);
        node.rests.values().forEach(to);
        node.literals.values().forEach(child -> forEach(child, to));
        if (node.any != null) {
            forEach(node.any, to);
        }
    }

    /// A pattern is `/`-separated; a segment is literal, `{name}`, or, at the end only, `{name...}`.
    void add(String method, String pattern, Handler handler) {
        if (!pattern.startsWith("/")) {
            throw new IllegalArgumentException("a pattern starts with a slash: " + pattern);
        }
        var names = new ArrayList<String>();
        var node = root;
        var segments = pattern.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            var segment = segments[i];
            if (segment.endsWith("...}") && i == segments.length - 1) {
                names.add(segment.substring(1, segment.length() - 4));
                put(node.rests, method, pattern, names, handler);
                return;
            } else if (segment.startsWith("{") && segment.endsWith("}")) {
                names.add(segment.substring(1, segment.length() - 1));
                node = node.any();
            } else {
                node = node.literals.computeIfAbsent(segment, _ -> new Node());
            }
        }
        put(node.endpoints, method, pattern, names, handler);
    }

    private static void put(
            Map<String, Endpoint> to, String method, String pattern, List<String> names, Handler handler) {
        var endpoint = new Endpoint(new Route(method, pattern), List.copyOf(names), handler);
        if (to.putIfAbsent(method, endpoint) != null) {
            throw new IllegalArgumentException("declared twice: " + method + " " + pattern);
        }
    }

    @Nullable
    Found find(String path) {
        return path.startsWith("/") ? find(root, path, 1, 0) : null;
    }

    private static @Nullable Found find(Node node, String path, int from, int depth) {
        int slash = path.indexOf('/', from);
        var segment = path.substring(from, slash < 0 ? path.length() : slash);
        var literal = node.literals.get(segment);
        if (literal != null) {
            var found = slash < 0 ? end(literal, depth) : find(literal, path, slash + 1, depth);
            if (found != null) {
                return found;
            }
        }
        if (node.any != null && !segment.isEmpty()) {
            var found = slash < 0 ? end(node.any, depth + 1) : find(node.any, path, slash + 1, depth + 1);
            if (found != null) {
                found.values()[depth] = segment;
                return found;
            }
        }
        if (!node.rests.isEmpty()) {
            var values = new String[depth + 1];
            values[depth] = path.substring(from);
            return new Found(node.rests, values);
        }
        return null;
    }

    private static @Nullable Found end(Node node, int depth) {
        return node.endpoints.isEmpty() ? null : new Found(node.endpoints, new String[depth]);
    }
}
