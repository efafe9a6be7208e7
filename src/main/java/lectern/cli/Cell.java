package lectern.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import lectern.files.Size;
import lectern.json.Json;

/// One value, as a person reads it and as a program does.
final class Cell {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Cell() {}

    static String forPeople(Object value, ZoneId zone) {
        return switch (value) {
            case Optional<?> optional ->
                optional.map(some -> forPeople(some, zone)).orElse("-");
            case Instant instant -> TIME.format(instant.atZone(zone));
            case Boolean yes -> yes ? "yes" : "no";
            case Double number -> Json.number(number);
            case Enum<?> name -> words(name);
            case Collection<?> values ->
                values.isEmpty()
                        ? "-"
                        : values.stream().map(each -> forPeople(each, zone)).collect(Collectors.joining(", "));
            default -> harmless(value.toString());
        };
    }

    static JsonNode forPrograms(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.map(Cell::forPrograms).orElseGet(NODES::nullNode);
            case Boolean yes -> NODES.booleanNode(yes);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Double number -> Json.numberNode(number);
            case Share share -> Json.numberNode(share.value());
            case Size size -> NODES.numberNode(size.bytes());
            case Enum<?> name -> NODES.stringNode(words(name));
            case Collection<?> values -> {
                var array = NODES.arrayNode();
                values.forEach(each -> array.add(forPrograms(each)));
                yield array;
            }
            default -> NODES.stringNode(value.toString()); // an Instant is ISO 8601 then
        };
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Clients choose their own names and titles: none of them may steer the terminal.
    private static String harmless(String text) {
        return text.codePoints()
                .map(point -> steers(point) ? '\uFFFD' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean steers(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            case Character.FORMAT -> point != 0x200C && point != 0x200D; // the joiners, which some scripts need
            default -> false;
        };
    }
}
