package lectern.anki.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.json.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// JSON in tests, and the tables of what happens to it: an object goes into the form that is stored and out again.
final class Wire {
    private Wire() {}

    /// With single quotes, for tests are hard to read otherwise.
    static ObjectNode json(String text) {
        return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .asObject();
    }

    static String text(ObjectNode object) {
        return new String(Json.write(object), StandardCharsets.UTF_8);
    }

    /// Puts one value into an object that is complete otherwise, and expects what comes out at the same place.
    ///
    /// @param path keys with dots between them
    /// @param sent JSON, or `missing`
    /// @param expected JSON, or `missing`, or `refused`
    static void check(String object, UnaryOperator<ObjectNode> through, String path, String sent, String expected) {
        var given = json(object);
        var keys = path.split("\\.");
        var parent = (ObjectNode) parent(given, keys);
        var last = keys[keys.length - 1];
        if (sent.equals("missing")) {
            parent.remove(last);
        } else {
            parent.set(last, json("{'v':" + sent + "}").get("v"));
        }
        if (expected.equals("refused")) {
            assertThatThrownBy(() -> through.apply(given)).isInstanceOf(Unreadable.class);
            return;
        }
        var stored = through.apply(given);
        var found = parent(stored, keys).optional(last).map(Object::toString).orElse("missing");
        assertThat(found).isEqualTo(expected.replace('\'', '"'));
        assertThat(through.apply(stored)).as("the second time nothing changes").isEqualTo(stored);
    }

    private static JsonNode parent(ObjectNode object, String... keys) {
        JsonNode node = object;
        for (var key : Arrays.copyOf(keys, keys.length - 1)) {
            node = key.matches("\\d+") ? node.get(Integer.parseInt(key)) : node.get(key);
        }
        return node;
    }
}
