package lectern.anki.schema;

import java.util.List;
import java.util.Set;

import tools.jackson.databind.node.ObjectNode;

import lectern.json.Json;

import static lectern.anki.schema.Key.lenient;
import static lectern.anki.schema.Key.optional;
import static lectern.anki.schema.Key.orDefault;
import static lectern.anki.schema.Key.required;
import static lectern.anki.schema.Member.flag;
import static lectern.anki.schema.Member.int32;
import static lectern.anki.schema.Member.number;
import static lectern.anki.schema.Member.numbers;
import static lectern.anki.schema.Member.text;
import static lectern.anki.schema.Member.uint32;

/// A preset of deck options, as a client sends it and as a collection stores it.
///
/// @param modified in seconds
public record Preset(long id, String name, long modified, int usn, Message config) {
    private static final Key<Long> ID = required("id", Kind.WHOLE_OR_TEXT);
    private static final Key<Long> MODIFIED = required("mod", Kind.WHOLE_OR_TEXT);
    private static final Key<String> NAME = required("name", Kind.TEXT);
    private static final Key<Long> USN = required("usn", Kind.SIGNED_32);

    private static final Member<Long> FIRST_FACTOR = perMille(number(11, 2.5f));

    private static final Group NEW = new Group(
            "new",
            """
            {"bury":false,"delays":[1.0,10.0],"initialFactor":2500,"ints":[1,4,0],"order":1,"perDay":20}""",
            Line.of(orDefault("bury", Kind.FLAG, false), flag(27)),
            Line.of(lenient("delays", Kind.NUMBERS, List.of()), numbers(1, 1f, 10f)),
            Line.of(required("initialFactor", Kind.UNSIGNED_16), FIRST_FACTOR),
            new FirstIntervals(),
            Line.of(lenient("order", Kind.choice(1, 1), 1L), swapped(int32(20))),
            Line.of(lenient("perDay", Kind.UNSIGNED_32, 0L), uint32(9)));

    private static final Group REVIEWS = new Group(
            "rev",
            """
            {"bury":false,"ease4":1.3,"ivlFct":1.0,"maxIvl":36500,"perDay":200,"hardFactor":1.2}""",
            Line.of(orDefault("bury", Kind.FLAG, false), flag(28)),
            Line.of(required("ease4", Kind.NUMBER), number(12, 1.3f)),
            Line.of(required("ivlFct", Kind.NUMBER), number(15, 1f)),
            Line.of(required("maxIvl", Kind.UNSIGNED_32), uint32(16)),
            Line.of(lenient("perDay", Kind.UNSIGNED_32, 0L), uint32(10)),
            Line.of(orDefault("hardFactor", Kind.NUMBER, 1.2f), number(13, 1.2f)));

    private static final Group LAPSES = new Group(
            "lapse",
            """
            {"delays":[10.0],"leechAction":1,"leechFails":8,"minInt":1,"mult":0.0}""",
            Line.of(lenient("delays", Kind.NUMBERS, List.of()), numbers(2, 10f)),
            Line.of(lenient("leechAction", Kind.choice(1, 1), 1L), int32(21)),
            Line.of(required("leechFails", Kind.UNSIGNED_32), uint32(22)),
            Line.of(required("minInt", Kind.UNSIGNED_32), uint32(17)),
            Line.of(required("mult", Kind.NUMBER), number(14, 0f)));

    private static final List<Group> GROUPS = List.of(NEW, REVIEWS, LAPSES);

    private static final Table CONFIG = new Table(
            Line.of(required("maxTaken", Kind.SIGNED_32), uint32(24)),
            Line.of(required("autoplay", Kind.FLAG), negated(flag(23))),
            Line.of(
                    lenient("timer", Kind.UNSIGNED_8, 0L),
                    flag(25).as(shown -> shown ? 1L : 0L, number -> number != 0)),
            Line.of(orDefault("replayq", Kind.FLAG, false), negated(flag(26))),
            NEW,
            REVIEWS,
            LAPSES,
            Line.obsolete(optional("dyn", Kind.FLAG, false), false),
            Line.of(orDefault("newMix", Kind.SIGNED_32, 0L), int32(30)),
            Line.of(orDefault("newPerDayMinimum", Kind.UNSIGNED_32, 0L), uint32(35)),
            Line.of(orDefault("interdayLearningMix", Kind.SIGNED_32, 0L), int32(31)),
            Line.of(orDefault("reviewOrder", Kind.SIGNED_32, 0L), int32(33)),
            Line.of(orDefault("newSortOrder", Kind.SIGNED_32, 0L), int32(32)),
            Line.of(orDefault("newGatherPriority", Kind.SIGNED_32, 0L), int32(34)),
            Line.of(orDefault("buryInterdayLearning", Kind.FLAG, false), flag(29)),
            Line.of(orDefault("fsrsWeights", Kind.NUMBERS, List.of()), numbers(3)),
            Line.of(orDefault("fsrsParams5", Kind.NUMBERS, List.of()), numbers(5)),
            Line.of(orDefault("fsrsParams6", Kind.NUMBERS, List.of()), numbers(6)),
            Line.of(orDefault("desiredRetention", Kind.NUMBER, 0f), number(37, 0.9f)),
            Line.of(orDefault("ignoreRevlogsBeforeDate", Kind.TEXT, ""), text(46)),
            Line.of(orDefault("easyDaysPercentages", Kind.NUMBERS, List.of()), numbers(4, 1f, 1f, 1f, 1f, 1f, 1f, 1f)),
            Line.of(orDefault("stopTimerOnAnswer", Kind.FLAG, false), flag(38)),
            Line.of(orDefault("secondsToShowQuestion", Kind.NUMBER, 0f), number(41, 0f)),
            Line.of(orDefault("secondsToShowAnswer", Kind.NUMBER, 0f), number(42, 0f)),
            Line.of(orDefault("questionAction", Kind.choice(1, 0), 0L), int32(36)),
            Line.of(orDefault("answerAction", Kind.choice(4, 0), 0L), int32(43)),
            Line.of(orDefault("waitForAudio", Kind.FLAG, true), flag(44)),
            Line.of(orDefault("sm2Retention", Kind.NUMBER, 0f), number(40, 0.9f)),
            Line.of(orDefault("weightSearch", Kind.TEXT, ""), text(45)));

    private static final Set<String> KNOWN =
            Other.known(CONFIG.keys(), ID.name(), MODIFIED.name(), NAME.name(), USN.name());

    private static Member<Boolean> negated(Member<Boolean> flag) {
        return flag.as(stored -> !stored, sent -> !sent);
    }

    private static Member<Long> perMille(Member<Float> factor) {
        return factor.as(stored -> (long) Math.round(stored * 1000), sent -> sent / 1000f);
    }

    /// JSON has 0 for random and 1 for the order of creation, the blob has them the other way round.
    private static Member<Long> swapped(Member<Long> choice) {
        return choice.as(stored -> 1 - stored, sent -> 1 - sent);
    }

    /// As a client sends it.
    public static Preset of(ObjectNode json) {
        var unknown = Other.unknown(json, KNOWN);
        GROUPS.forEach(group -> group.unknown(json)
                .filter(found -> !found.isEmpty())
                .ifPresent(found -> unknown.set(group.key(), found)));
        return new Preset(
                ID.in(json),
                NAME.in(json),
                MODIFIED.in(json),
                USN.in(json).intValue(),
                Other.store(unknown, CONFIG.read(json)));
    }

    public ObjectNode toJson() {
        var json = Json.object();
        ID.set(json, id);
        MODIFIED.set(json, modified);
        NAME.set(json, name);
        USN.set(json, (long) usn);
        CONFIG.write(config, json);
        var other = Other.in(config);
        GROUPS.forEach(group -> group.writeUnknown(other, json));
        Other.write(other, KNOWN, json);
        return json;
    }

    /// How fast the intervals of a new card grow, per mille.
    long firstFactor() {
        return FIRST_FACTOR.in(config);
    }

    Preset withFirstFactor(long changed) {
        return new Preset(id, name, modified, usn, FIRST_FACTOR.set(config, changed));
    }

    public Preset withUsn(int changed) {
        return new Preset(id, name, modified, changed, config);
    }

    Preset withId(long changed) {
        return new Preset(changed, name, modified, usn, config);
    }

    /// With the members that the stored one has and JSON does not carry.
    Preset keepUnknown(Preset stored) {
        return new Preset(id, name, modified, usn, CONFIG.keepUnknown(config, stored.config));
    }
}
