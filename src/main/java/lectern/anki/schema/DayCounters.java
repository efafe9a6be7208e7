package lectern.anki.schema;

import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.json.Json;

/// What was studied in a deck on the last day it was: the JSON has a day for each of four amounts, the blob one day
/// for all of them, and an amount of an earlier day is none of that day's.
final class DayCounters implements Line {
    private static final Member<Long> DAY = Member.uint32(3);
    private static final Member<Long> NEW = Member.int32(4);
    private static final Member<Long> REVIEWS = Member.int32(5);
    private static final Member<Long> LEARNING = Member.int32(6);
    private static final Member<Long> MILLISECONDS = Member.int32(7);

    private static final Kind<JsonNode> ARRAY =
            new Kind<>(node -> node.isArray() ? Optional.of(node) : Optional.empty(), node -> node);

    private static final Key<JsonNode> LEARNING_TODAY = Key.required("lrnToday", ARRAY);
    private static final Key<JsonNode> REVIEWS_TODAY = Key.required("revToday", ARRAY);
    private static final Key<JsonNode> NEW_TODAY = Key.required("newToday", ARRAY);
    private static final Key<JsonNode> TIME_TODAY = Key.required("timeToday", ARRAY);

    private record Today(long day, long amount) {
        static Today of(JsonNode array) {
            return new Today(fromTheEnd(array, 2), fromTheEnd(array, 1));
        }

        private static long fromTheEnd(JsonNode array, int place) {
            return array.size() < place
                    ? 0
                    : Kind.SIGNED_32.read(array.get(array.size() - place)).orElse(0L);
        }

        long amountOn(long someDay) {
            return day == someDay ? amount : 0;
        }
    }

    @Override
    public Set<String> keys() {
        return Set.of(LEARNING_TODAY.name(), REVIEWS_TODAY.name(), NEW_TODAY.name(), TIME_TODAY.name());
    }

    @Override
    public Set<Integer> members() {
        return Set.of(DAY.number(), NEW.number(), REVIEWS.number(), LEARNING.number(), MILLISECONDS.number());
    }

    @Override
    public Message store(ObjectNode object, Message message) {
        var learning = Today.of(LEARNING_TODAY.in(object));
        var reviews = Today.of(REVIEWS_TODAY.in(object));
        var fresh = Today.of(NEW_TODAY.in(object));
        var time = Today.of(TIME_TODAY.in(object));
        long day = LongStream.of(time.day, fresh.day, reviews.day).max().orElse(0);
        var stored = DAY.set(message, day);
        stored = NEW.set(stored, fresh.amountOn(day));
        stored = REVIEWS.set(stored, reviews.amountOn(day));
        stored = LEARNING.set(stored, learning.amountOn(day));
        return MILLISECONDS.set(stored, time.amount);
    }

    @Override
    public void write(Message message, ObjectNode object) {
        var day = Kind.SIGNED_32.write(DAY.in(message));
        LEARNING_TODAY.set(object, Json.array().add(day).add(LEARNING.in(message)));
        REVIEWS_TODAY.set(object, Json.array().add(day).add(REVIEWS.in(message)));
        NEW_TODAY.set(object, Json.array().add(day).add(NEW.in(message)));
        TIME_TODAY.set(object, Json.array().add(day).add(MILLISECONDS.in(message)));
    }
}
