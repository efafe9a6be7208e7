package lectern.anki.schema;

import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

import lectern.json.Json;

/// Which fields of a note a template needs so that it makes a card: `[0, "any", [0, 1]]`.
///
/// @param needs the place of the word
record Requirement(long template, int needs, List<Long> fields) {
    private static final List<String> WORDS = List.of("none", "any", "all");

    private static final Member<Long> TEMPLATE = Member.uint32(1);
    private static final Member<Long> NEEDS = Member.int32(2);
    private static final Member<List<Long>> FIELDS = Member.varints(3);

    private static final Kind<List<Long>> FIELD_LIST = Kind.listOf(Kind.UNSIGNED_16);

    static final Kind<Requirement> KIND = new Kind<>(Requirement::read, Requirement::write);

    private static Optional<Requirement> read(JsonNode node) {
        if (!node.isArray() || node.size() != 3) {
            return Optional.empty();
        }
        return Kind.UNSIGNED_16
                .read(node.get(0))
                .flatMap(template -> word(node.get(1))
                        .flatMap(needs ->
                                FIELD_LIST.read(node.get(2)).map(fields -> new Requirement(template, needs, fields))));
    }

    private static Optional<Integer> word(JsonNode node) {
        return Kind.TEXT.read(node).map(WORDS::indexOf).filter(place -> place >= 0);
    }

    private JsonNode write() {
        return Json.array()
                .add(Kind.UNSIGNED_16.write(template))
                .add(WORDS.get(needs))
                .add(FIELD_LIST.write(fields));
    }

    static Requirement of(Message message) {
        int needs = NEEDS.in(message).intValue();
        return new Requirement(
                TEMPLATE.in(message), needs < 0 || needs >= WORDS.size() ? 0 : needs, FIELDS.in(message));
    }

    Message message() {
        var message = TEMPLATE.set(Message.EMPTY, template);
        message = NEEDS.set(message, (long) needs);
        return FIELDS.set(message, fields);
    }
}
