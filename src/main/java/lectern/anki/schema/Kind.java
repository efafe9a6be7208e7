package lectern.anki.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import lectern.json.Json;

/// A kind of JSON values: which values are of it, and how one is written.
record Kind<T>(Function<JsonNode, Optional<T>> read, Function<T, JsonNode> write) {
    private static final BigDecimal TOO_LARGE = new BigDecimal("1e39");
    private static final BigDecimal NEXT_TO_NOTHING = new BigDecimal("1e-50");

    static final Kind<String> TEXT = new Kind<>(JsonNode::stringValueOpt, StringNode::valueOf);

    static final Kind<Boolean> FLAG = new Kind<>(JsonNode::booleanValueOpt, BooleanNode::valueOf);

    /// Old clients wrote flags as numbers and as texts.
    static final Kind<Boolean> ANY_FLAG = new Kind<>(Kind::anyFlag, BooleanNode::valueOf);

    static final Kind<Long> WHOLE = whole(Long.MIN_VALUE, Long.MAX_VALUE);

    static final Kind<Long> SIGNED_32 = whole(Integer.MIN_VALUE, Integer.MAX_VALUE);

    static final Kind<Long> UNSIGNED_32 = whole(0, 0xffff_ffffL);

    static final Kind<Long> UNSIGNED_16 = whole(0, 0xffff);

    static final Kind<Long> UNSIGNED_8 = whole(0, 0xff);

    /// A number, or a text that holds one.
    static final Kind<Long> WHOLE_OR_TEXT =
            new Kind<>(node -> node.isString() ? parsed(node.stringValue()) : WHOLE.read(node), LongNode::valueOf);

    static final Kind<ObjectNode> OBJECT =
            new Kind<>(node -> node.isObject() ? Optional.of(node.asObject()) : Optional.empty(), object -> object);

    static final Kind<Float> NUMBER = new Kind<>(Kind::number, Kind::shortest);

    static final Kind<List<Float>> NUMBERS = listOf(NUMBER);

    static Kind<Long> whole(long least, long most) {
        return new Kind<>(
                node -> whole(node).filter(value -> value >= least && value <= most),
                value -> LongNode.valueOf(Math.clamp(value, least, most)));
    }

    /// A number from 0 to `most` that stands for something; what it does not know it writes as `unknown`.
    static Kind<Long> choice(long most, long unknown) {
        return new Kind<>(
                node -> whole(node).filter(value -> value >= 0 && value <= most),
                value -> LongNode.valueOf(value < 0 || value > most ? unknown : value));
    }

    static <T> Kind<Optional<T>> nullable(Kind<T> kind) {
        return new Kind<>(
                node -> Optional.of(kind.read(node)).filter(value -> value.isPresent() || node.isNull()),
                value -> value.map(kind::write).orElse(NullNode.getInstance()));
    }

    static <T> Kind<List<T>> listOf(Kind<T> kind) {
        return new Kind<>(node -> list(node, kind), values -> {
            var array = Json.array();
            values.forEach(value -> array.add(kind.write(value)));
            return array;
        });
    }

    Optional<T> read(JsonNode node) {
        return read.apply(node);
    }

    JsonNode write(T value) {
        return write.apply(value);
    }

    private static Optional<Long> whole(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() ? Optional.of(node.longValue()) : Optional.empty();
    }

    private static Optional<Long> parsed(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> anyFlag(JsonNode node) {
        return switch (node.isString() ? node.stringValue() : node.toString()) {
            case "true", "1", "1.0" -> Optional.of(true);
            case "false", "0", "0.0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Float> number(JsonNode node) {
        if (!node.isNumber()) {
            return Optional.empty();
        }
        var magnitude = node.decimalValue().abs(); // compared, because it may have a billion digits
        if (magnitude.compareTo(TOO_LARGE) >= 0) {
            return Optional.empty();
        }
        return magnitude.compareTo(NEXT_TO_NOTHING) <= 0
                ? Optional.of(0f)
                : Optional.of(node.decimalValue().floatValue()).filter(Float::isFinite);
    }

    /// `0.9`, where the same value as a `double` would be written `0.8999999761581421`; `1.0` with its fraction.
    private static JsonNode shortest(float value) {
        return DecimalNode.valueOf(new BigDecimal(Float.toString(value)));
    }

    private static <T> Optional<List<T>> list(JsonNode node, Kind<T> kind) {
        if (!node.isArray()) {
            return Optional.empty();
        }
        var values = new ArrayList<T>();
        for (var element : node) {
            var value = kind.read(element);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(List.copyOf(values));
    }
}
