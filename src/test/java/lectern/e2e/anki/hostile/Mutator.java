package lectern.e2e.anki.hostile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import lectern.e2e.anki.legacy.Form;
import lectern.e2e.anki.recorded.Recorded;
import lectern.json.Json;

/// Damages a request in one of its layers.
final class Mutator {
    private static final List<String> TEXTS = List.of(
            "",
            "12",
            "../../../../escaped",
            "/tmp/escaped",
            "..",
            "a\u0000b",
            "a\\b",
            "\u001f\u001f\u001f",
            "e\u0301",
            "\uFDFA".repeat(5000),
            "x".repeat(100_000),
            "' or 1=1 --",
            "{\"a\":",
            "\uD83C\uDFB4");

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /// What goes over the wire.
    ///
    /// @param answerable whether the server can tell that it is a request
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Mutation(byte[] bytes, boolean answerable) {}

    private enum Layer {
        HTTP,
        HEADER,
        BODY,
        PAYLOAD,
        JSON,
        ZIP,
        FORM
    }

    Mutation mutate(Recorded request) {
        var layer = Layer.values()[random.nextInt(Layer.values().length)];
        return new Mutation(mutated(request, layer), layer != Layer.HTTP);
    }

    private byte[] mutated(Recorded request, Layer layer) {
        return switch (layer) {
            case HTTP -> bytes(request.bytes());
            case HEADER ->
                request.withHeader(json(request.headerJson()).toString()).bytes();
            case BODY -> request.bytes(bytes(request.compressed()));
            case PAYLOAD -> request.withPayload(bytes(request.payload())).bytes();
            case JSON, ZIP -> request.withPayload(structured(request)).bytes();
            case FORM -> form(request);
        };
    }

    private byte[] structured(Recorded request) {
        if (request.path().endsWith("/uploadChanges")) {
            return zip(request.payload());
        }
        if (request.path().endsWith("/upload")) {
            return bytes(request.payload());
        }
        return Json.write(json(Json.parse(request.payload())));
    }

    /// The same as a client of the other wire form would send it, damaged.
    private byte[] form(Recorded request) {
        var header = request.headerJson();
        var form = new Form()
                .with("k", header.path("k").asString())
                .with("s", header.path("s").asString());
        var body = random.nextBoolean()
                ? bytes(form.compressed(request.payload()).bytes())
                : form.plain(bytes(request.payload())).bytes();
        var all = new ByteArrayOutputStream();
        all.writeBytes(("POST " + request.path() + " HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\ncontent-type: "
                        + Form.contentType() + "\r\ncontent-length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        return all.toByteArray();
    }

    /// One to four changes of a few bytes each.
    byte[] bytes(byte[] original) {
        var bytes = original;
        for (int i = 0; i <= random.nextInt(4); i++) {
            bytes = changed(bytes);
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes) {
        if (bytes.length == 0) {
            return some(1 + random.nextInt(100));
        }
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(1 + random.nextInt(200)));
        return switch (random.nextInt(6)) {
            case 0 -> {
                var flipped = bytes.clone();
                flipped[from] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> joined(Arrays.copyOf(bytes, from), some(to - from), tail(bytes, to));
            case 2 -> joined(Arrays.copyOf(bytes, from), tail(bytes, to));
            case 3 -> joined(Arrays.copyOf(bytes, to), tail(bytes, from));
            case 4 -> joined(Arrays.copyOf(bytes, from), some(to - from), tail(bytes, from));
            default -> Arrays.copyOf(bytes, from);
        };
    }

    /// Somewhere in the tree stands something else, or nothing.
    JsonNode json(JsonNode tree) {
        var root = Json.array().add(tree.deepCopy());
        var places = new ArrayList<JsonNode>();
        collect(root, places);
        switch (places.get(random.nextInt(places.size()))) {
            case ArrayNode array when array.isEmpty() -> array.add(hostile());
            case ArrayNode array -> {
                int index = random.nextInt(array.size());
                if (random.nextInt(4) > 0 || array.size() == 1) {
                    array.set(index, hostile());
                } else {
                    array.remove(index);
                }
            }
            case ObjectNode object when object.isEmpty() -> object.set("chunk", hostile());
            case ObjectNode object -> {
                var names = List.copyOf(object.propertyNames());
                var name = names.get(random.nextInt(names.size()));
                if (random.nextInt(4) > 0) {
                    object.set(name, hostile());
                } else {
                    object.remove(name);
                }
            }
            case JsonNode other -> throw new IllegalStateException("no place for anything: " + other);
        }
        return root.get(0);
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainer()) {
            places.add(node);
            node.values().forEach(child -> collect(child, places));
        }
    }

    private JsonNode hostile() {
        var nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(10)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextLong());
            case 3 -> nodes.numberNode(random.nextInt(10) - 5);
            case 4 -> DecimalNode.valueOf(new BigDecimal("1e300"));
            case 5 -> nodes.numberNode(0.5);
            case 6 -> nodes.arrayNode();
            case 7 -> deep();
            default -> nodes.stringNode(TEXTS.get(random.nextInt(TEXTS.size())));
        };
    }

    private JsonNode deep() {
        JsonNode node = Json.object();
        for (int i = 0; i < 1 + random.nextInt(100); i++) {
            node = random.nextBoolean() ? Json.array().add(node) : Json.object().set("a", node);
        }
        return node;
    }

    /// Other names in the list of its names, or other entries.
    private byte[] zip(byte[] original) {
        var entries = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(original))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var changed = new ByteArrayOutputStream();
        int toRename = random.nextInt(4 * entries.size());
        try (var zip = new ZipOutputStream(changed)) {
            for (var entry : entries.entrySet()) {
                var name = toRename-- == 0 ? TEXTS.get(2 + random.nextInt(3)) : entry.getKey();
                zip.putNextEntry(new ZipEntry(name));
                zip.write(
                        entry.getKey().equals("_meta")
                                ? Json.write(json(Json.parse(entry.getValue())))
                                : entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return changed.toByteArray();
    }

    private byte[] some(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
