package lectern.kosync.wire;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.http.Request;
import lectern.json.Json;
import lectern.kosync.book.Policy;

/// The JSON object that a client sent. What we do not know in it is ignored, and `null` is the same as absent:
/// clients add members over time, and a server that refused them lost their positions.
public record Fields(ObjectNode object) {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_DIGITS = 100;

    /// Whatever the `Content-Type`: the official server's own tests send none.
    public static Fields of(Request request) {
        return switch (Json.parseObject(request.body(MOST_BYTES))) {
            case Json.Parsed.AnObject(var object) -> new Fields(object);
            case Json.Parsed.NotAnObject _ -> throw new Refusal(new KosyncError.NotAnObject());
            case Json.Parsed.Malformed _ -> throw new Refusal(new KosyncError.NotJson());
        };
    }

    Optional<JsonNode> find(String name) {
        return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
    }

    /// Absent, or a text.
    Optional<String> text(String name) {
        return find(name)
                .map(node -> node.stringValueOpt().orElseThrow(() -> new Refusal(new KosyncError.InvalidField(name))));
    }

    /// A text that must be there, but may be empty.
    public String requiredText(String name) {
        return text(name).orElseThrow(() -> new Refusal(new KosyncError.InvalidField(name)));
    }

    /// Absent, or something else than a text, which tells as little.
    Optional<String> textIfAny(String name) {
        return find(name).flatMap(JsonNode::stringValueOpt);
    }

    /// Absent, or something else than an object.
    Optional<Fields> object(String name) {
        return find(name).filter(JsonNode::isObject).map(node -> new Fields(node.asObject()));
    }

    /// Absent, or true or false.
    public Optional<Boolean> flag(String name) {
        return find(name)
                .map(node -> node.booleanValueOpt().orElseThrow(() -> new Refusal(new KosyncError.InvalidField(name))));
    }

    /// Absent, or one of the policies in lower case.
    public Optional<Policy> policy() {
        return text("policy").map(text -> switch (text) {
            case "newest" -> Policy.NEWEST;
            case "furthest" -> Policy.FURTHEST;
            default -> throw new Refusal(new KosyncError.InvalidField("policy"));
        });
    }

    /// A list of texts that must be there.
    public List<String> texts(String name) {
        var invalid = new Refusal(new KosyncError.InvalidField(name));
        var list = find(name).filter(JsonNode::isArray).orElseThrow(() -> invalid);
        return StreamSupport.stream(list.spliterator(), false)
                .map(node -> node.stringValueOpt().orElseThrow(() -> invalid))
                .toList();
    }

    /// Absent, a text, or a number in the words of one: KOReader before v2022.02 sends the page of a paged book as a
    /// number.
    Optional<String> textOrNumber(String name) {
        return find(name).map(node -> switch (node.getNodeType()) {
            case STRING -> node.stringValue();
            case NUMBER -> plain(node.decimalValue(), name);
            case ARRAY, BINARY, BOOLEAN, MISSING, NULL, OBJECT, POJO ->
                throw new Refusal(new KosyncError.InvalidField(name));
        });
    }

    /// A number that must be there, which may be written as a text.
    BigDecimal number(String name) {
        var invalid = new Refusal(new KosyncError.InvalidField(name));
        return find(name)
                .map(node -> switch (node.getNodeType()) {
                    case NUMBER -> node.decimalValue();
                    case STRING -> decimal(node.stringValue().strip()).orElseThrow(() -> invalid);
                    case ARRAY, BINARY, BOOLEAN, MISSING, NULL, OBJECT, POJO -> throw invalid;
                })
                .orElseThrow(() -> invalid);
    }

    private static Optional<BigDecimal> decimal(String text) {
        try {
            return text.length() > MOST_DIGITS ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// Without a fraction that says nothing: 56.0 is page 56. A few bytes can name a number of a billion digits, so
    /// those are refused.
    private static String plain(BigDecimal number, String name) {
        if (Math.abs((long) number.scale()) > MOST_DIGITS) { // first, because zeros cannot be taken off any exponent
            throw new Refusal(new KosyncError.InvalidField(name));
        }
        return number.stripTrailingZeros().toPlainString();
    }
}
