package lectern.json;

import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Consumer;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON as every protocol here reads and writes it.
///
/// Reading: UTF-8, one value and nothing behind it, the last of two equal keys wins, `NaN` and its like are no numbers,
/// fractions are decimals (never rounded), nesting ends at [#DEEPEST], and text holds whole characters only: an
/// unpaired surrogate could neither be stored nor written back. A number may be far outside a `double`, and Jackson
/// throws when it is asked for one: look at `decimalValue()`, and compare.
///
/// Writing: no escape that is not needed, numbers without an exponent.
public final class Json {
    /// Deeper than anything a client sends; a parser that recurses is safe with it.
    static final int DEEPEST = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private static final JsonMapper KEEPING_EXPONENTS = MAPPER.rebuild()
            .disable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Json() {}

    /// What the bytes of a body turned out to be, where the protocol wants an object.
    public sealed interface Parsed {
        record AnObject(ObjectNode object) implements Parsed {}

        record NotAnObject(JsonNode found) implements Parsed {}

        /// `reason` is for a person and quotes nothing of the input.
        record Malformed(String reason) implements Parsed {}
    }

    public static Parsed parseObject(byte[] bytes) {
        try {
            return switch (parse(bytes)) {
                case ObjectNode object -> new Parsed.AnObject(object);
                case JsonNode other -> new Parsed.NotAnObject(other);
            };
        } catch (Malformed malformed) {
            return new Parsed.Malformed(malformed.reason());
        }
    }

    /// Any one JSON value.
    ///
    /// @throws Malformed when the bytes are not exactly one
    public static JsonNode parse(byte[] bytes) {
        JsonNode node;
        try {
            node = MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            throw new Malformed(reason(e));
        } catch (ArithmeticException | NumberFormatException _) {
            throw new Malformed("a number is out of range"); // an exponent of more digits than a number has room for
        }
        if (node.isMissingNode()) {
            throw new Malformed("empty");
        }
        if (Surrogates.mayBeEscapedIn(bytes) && Surrogates.unpairedIn(node)) {
            throw new Malformed("half a character");
        }
        return node;
    }

    /// The tokens of one value that is too long to hold, read as they come; the caller closes it. It throws Jackson's
    /// exceptions where the input is malformed, and [#isWhole] has to be asked about its texts.
    public static JsonParser stream(InputStream in) {
        return MAPPER.createParser(in);
    }

    /// Whether a text holds no unpaired surrogate.
    public static boolean isWhole(String text) {
        return !Surrogates.unpairedIn(text);
    }

    /// The bytes are not JSON as described above.
    public static final class Malformed extends RuntimeException {
        private Malformed(String reason) {
            super(reason, null, false, false);
        }

        public String reason() {
            return String.valueOf(getMessage());
        }
    }

    /// A new, empty object, to be filled in the order in which it shall be written.
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    public static byte[] write(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    /// For what is kept for others: a number that came with an exponent keeps it, and so stays a fraction for readers
    /// who tell fractions from whole numbers, and no longer than it was.
    public static byte[] writeAsRead(JsonNode node) {
        return KEEPING_EXPONENTS.writeValueAsBytes(node);
    }

    /// Keys are written in the map's own order.
    public static byte[] write(Map<String, ?> map) {
        return MAPPER.writeValueAsBytes(map);
    }

    /// For answers on a hot path, and for long ones: no tree is built.
    public static byte[] write(Consumer<JsonGenerator> content) {
        try (var bytes = new ByteArrayBuilder();
                var generator = MAPPER.createGenerator(bytes)) {
            content.accept(generator);
            generator.flush();
            return bytes.toByteArray();
        }
    }

    /// The shortest plain decimal that reads back equal: `0.32`, `1`, `0.00001`; a whole number has no fraction.
    public static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    /// The same as a node.
    public static NumericNode numberNode(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return LongNode.valueOf((long) value);
        }
        return DecimalNode.valueOf(new BigDecimal(Double.toString(value)).stripTrailingZeros());
    }

    private static String reason(JacksonException e) {
        var location = e.getLocation();
        return location == null ? "not JSON" : "not JSON at byte " + location.getByteOffset();
    }
}
