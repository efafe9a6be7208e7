package lectern.anki.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.json.Json;

/// How many days a card waits after it was learned, and after it was too easy: `"ints": [1, 4, 0]`.
final class FirstIntervals implements Line {
    private static final Member<Long> GOOD = Member.uint32(18);
    private static final Member<Long> EASY = Member.uint32(19);

    private static final Key<List<Long>> DAYS =
            Key.lenient("ints", new Kind<>(FirstIntervals::read, FirstIntervals::write), List.of(1L, 4L));

    private static Optional<List<Long>> read(JsonNode node) {
        return node.isArray() && node.size() >= 2
                ? Kind.UNSIGNED_16
                        .read(node.get(0))
                        .flatMap(good -> Kind.UNSIGNED_16.read(node.get(1)).map(easy -> List.of(good, easy)))
                : Optional.empty();
    }

    private static JsonNode write(List<Long> days) {
        var array = Json.array();
        days.forEach(day -> array.add(Kind.UNSIGNED_16.write(day)));
        return array.add(0);
    }

    @Override
    public Set<String> keys() {
        return Set.of(DAYS.name());
    }

    @Override
    public Set<Integer> members() {
        return Set.of(GOOD.number(), EASY.number());
    }

    @Override
    public Message store(ObjectNode object, Message message) {
        var days = DAYS.in(object);
        return EASY.set(GOOD.set(message, days.getFirst()), days.getLast());
    }

    @Override
    public void write(Message message, ObjectNode object) {
        DAYS.set(object, List.of(GOOD.in(message), EASY.in(message)));
    }
}
