package lectern.anki.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.json.Json;

import static lectern.anki.schema.Key.nullable;
import static lectern.anki.schema.Key.optional;
import static lectern.anki.schema.Key.orDefault;
import static lectern.anki.schema.Key.required;
import static lectern.anki.schema.Member.flag;
import static lectern.anki.schema.Member.int64;
import static lectern.anki.schema.Member.numbers;
import static lectern.anki.schema.Member.presentNumber;
import static lectern.anki.schema.Member.presentUint32;
import static lectern.anki.schema.Member.text;
import static lectern.anki.schema.Member.uint32;

/// A deck, as a client sends it and as a collection stores it.
///
/// @param name as the table has it, with U+001F between its components
/// @param modified in seconds
/// @param common what every deck has
/// @param kind a container for what only a normal or only a filtered deck has, which is never empty
public record Deck(long id, String name, long modified, int usn, Message common, Message kind) {
    private static final Key<Long> ID = required("id", Kind.WHOLE_OR_TEXT);
    private static final Key<Long> MODIFIED = orDefault("mod", Kind.WHOLE_OR_TEXT, 0L);
    private static final Key<String> NAME = required("name", Kind.TEXT);
    private static final Key<Long> USN = required("usn", Kind.SIGNED_32);
    private static final Key<Boolean> FILTERED = required("dyn", new Kind<>(Deck::filtered, Deck::written));

    private static final Member<Optional<Message>> AS_NORMAL = Member.message(1);
    private static final Member<Optional<Message>> AS_FILTERED = Member.message(2);

    private static final Member<Long> PRESET = int64(1);

    private static final Table COMMON = new Table(
            new DayCounters(),
            Line.of(required("collapsed", Kind.FLAG), flag(1)),
            Line.of(orDefault("browserCollapsed", Kind.FLAG, false), flag(2)));

    private static final Table NORMAL = new Table(
            Line.of(required("conf", Kind.WHOLE_OR_TEXT), PRESET),
            Line.of(optional("extendNew", Kind.SIGNED_32, 0L), uint32(2)),
            Line.of(optional("extendRev", Kind.SIGNED_32, 0L), uint32(3)),
            Line.of(orDefault("desc", Kind.TEXT, ""), text(4)),
            Line.writtenIf(markdown -> markdown, orDefault("md", Kind.FLAG, false), flag(5)),
            Line.of(nullable("reviewLimit", Kind.UNSIGNED_32), presentUint32(6)),
            Line.of(nullable("newLimit", Kind.UNSIGNED_32), presentUint32(7)),
            Line.of(nullable("reviewLimitToday", DayLimit.KIND), DayLimit.member(8)),
            Line.of(nullable("newLimitToday", DayLimit.KIND), DayLimit.member(9)),
            Line.of(nullable("desiredRetention", Kind.UNSIGNED_32), percent(presentNumber(10))));

    private static final Table FILTERED_ONLY = new Table(
            Line.obsolete(orDefault("desc", Kind.TEXT, ""), ""),
            Line.of(required("resched", Kind.ANY_FLAG), flag(1)),
            Line.of(required("terms", Kind.listOf(SearchTerm.KIND)), SearchTerm.member(2)),
            Line.obsolete(orDefault("separate", Kind.FLAG, false), true), // old clients need it
            Line.of(nullable("delays", Kind.NUMBERS), noneIfEmpty(numbers(3))),
            Line.of(orDefault("previewDelay", Kind.UNSIGNED_32, 0L), uint32(4)),
            Line.of(orDefault("previewAgainSecs", Kind.UNSIGNED_32, 0L), uint32(7)),
            Line.of(orDefault("previewHardSecs", Kind.UNSIGNED_32, 0L), uint32(5)),
            Line.of(orDefault("previewGoodSecs", Kind.UNSIGNED_32, 0L), uint32(6)));

    /// Of either kind, because a deck can have been of the other.
    private static final Set<String> RESERVED = Set.of(
            "browserCollapsed",
            "collapsed",
            "conf",
            "desc",
            "desiredRetention",
            "dyn",
            "extendNew",
            "extendRev",
            "id",
            "lrnToday",
            "md",
            "mod",
            "name",
            "newLimit",
            "newLimitToday",
            "newToday",
            "return",
            "revToday",
            "reviewLimit",
            "reviewLimitToday",
            "timeToday",
            "usn");

    private static Optional<Boolean> filtered(JsonNode node) {
        return Kind.FLAG
                .read(node)
                .or(() -> node.isNumber()
                        ? Optional.of(Kind.WHOLE.read(node).equals(Optional.of(1L)))
                        : Optional.empty());
    }

    private static JsonNode written(boolean filtered) {
        return IntNode.valueOf(filtered ? 1 : 0);
    }

    /// A whole percent in JSON, a fraction in the blob. Calculated in 32 bits and rounded: 53 and 59 come back.
    private static Member<Optional<Long>> percent(Member<Optional<Float>> fraction) {
        return fraction.as(
                stored -> stored.filter(Float::isFinite).map(value -> (long) Math.round(value * 100)),
                sent -> sent.map(value -> value / 100f));
    }

    private static <T> Member<Optional<List<T>>> noneIfEmpty(Member<List<T>> list) {
        return list.as(
                stored -> stored.isEmpty() ? Optional.empty() : Optional.of(stored), sent -> sent.orElse(List.of()));
    }

    /// As a client sends it.
    public static Deck of(ObjectNode json) {
        boolean filtered = FILTERED.in(json);
        var own = filtered ? FILTERED_ONLY : NORMAL;
        return new Deck(
                ID.in(json),
                Names.storedDeck(NAME.in(json)),
                MODIFIED.in(json),
                USN.in(json).intValue(),
                Other.store(json, known(own), COMMON.read(json)),
                (filtered ? AS_FILTERED : AS_NORMAL).set(Message.EMPTY, Optional.of(own.read(json))));
    }

    private static Set<String> known(Table own) {
        return Stream.of(RESERVED, COMMON.keys(), own.keys())
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    public ObjectNode toJson() {
        var json = Json.object();
        ID.set(json, id);
        MODIFIED.set(json, modified);
        NAME.set(json, Names.writtenDeck(name));
        USN.set(json, (long) usn);
        COMMON.write(common, json);
        FILTERED.set(json, isFiltered());
        var own = isFiltered() ? FILTERED_ONLY : NORMAL;
        own.write(ownMessage(), json);
        Other.write(common, known(own), json);
        return json;
    }

    public boolean isFiltered() {
        return AS_FILTERED.in(kind).isPresent();
    }

    private Message ownMessage() {
        return AS_FILTERED
                .in(kind)
                .or(() -> AS_NORMAL.in(kind))
                .orElseThrow(() -> new Unreadable("a deck is neither normal nor filtered"));
    }

    /// The id of its preset; a filtered deck has none.
    Optional<Long> preset() {
        return isFiltered() ? Optional.empty() : Optional.of(PRESET.in(ownMessage()));
    }

    /// Whether its name is the one in the JSON.
    boolean isNamed(ObjectNode json) {
        return NAME.in(json).equals(Names.writtenDeck(name));
    }

    public Deck withName(String changed) {
        return new Deck(id, changed, modified, usn, common, kind);
    }

    public Deck withModified(long changed) {
        return new Deck(id, name, changed, usn, common, kind);
    }

    public Deck withUsn(int changed) {
        return new Deck(id, name, modified, changed, common, kind);
    }

    Deck withId(long changed) {
        return new Deck(changed, name, modified, usn, common, kind);
    }

    /// With the members that the stored one has and JSON does not carry.
    Deck keepUnknown(Deck stored) {
        var own = isFiltered() ? FILTERED_ONLY : NORMAL;
        var container = isFiltered() ? AS_FILTERED : AS_NORMAL;
        var kept = container
                .in(stored.kind)
                .map(former -> container.set(kind, Optional.of(own.keepUnknown(ownMessage(), former))))
                .orElse(kind);
        return new Deck(
                id,
                name,
                modified,
                usn,
                COMMON.keepUnknown(common, stored.common),
                kept.and(stored.kind.without(number -> isKind(number) || kept.has(number))));
    }

    private static boolean isKind(int number) {
        return number == AS_NORMAL.number() || number == AS_FILTERED.number();
    }
}
