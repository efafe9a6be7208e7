package lectern.anki.schema;

import java.util.Optional;

import tools.jackson.databind.JsonNode;

import lectern.json.Json;

/// A limit that a person set for one day only, which has a number.
record DayLimit(long limit, long day) {
    private static final Key<Long> LIMIT_KEY = Key.required("limit", Kind.UNSIGNED_32);
    private static final Key<Long> DAY_KEY = Key.required("today", Kind.UNSIGNED_32);
    private static final Member<Long> LIMIT = Member.uint32(1);
    private static final Member<Long> DAY = Member.uint32(2);

    static final Kind<DayLimit> KIND = new Kind<>(DayLimit::read, DayLimit::write);

    private static Optional<DayLimit> read(JsonNode node) {
        return Kind.OBJECT
                .read(node)
                .flatMap(object -> LIMIT_KEY
                        .find(object)
                        .flatMap(limit -> DAY_KEY.find(object).map(day -> new DayLimit(limit, day))));
    }

    private JsonNode write() {
        var json = Json.object();
        LIMIT_KEY.set(json, limit);
        DAY_KEY.set(json, day);
        return json;
    }

    static Member<Optional<DayLimit>> member(int number) {
        return Member.message(number)
                .as(
                        message -> message.map(found -> new DayLimit(LIMIT.in(found), DAY.in(found))),
                        value -> value.map(DayLimit::message));
    }

    private Message message() {
        return DAY.set(LIMIT.set(Message.EMPTY, limit), day);
    }
}
