package lectern.anki.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.node.ObjectNode;

import static lectern.anki.schema.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

/// Whatever stands in JSON or in a blob is refused, or says the same after any number of journeys between the two.
class ObjectsPropertyTest {
    /// A value put at some key, or a key left out.
    record Change(String path, String value) {}

    private static final List<String> VALUES = List.of(
            "missing",
            "null",
            "true",
            "false",
            "0",
            "1",
            "-1",
            "1.0",
            "0.1",
            "70000",
            "5000000000",
            "9223372036854775807",
            "1e40",
            "''",
            "'1'",
            "'x'",
            "[]",
            "[1]",
            "[1,2,3]",
            "[0.5,'a']",
            "[['a',1,2]]",
            "[[0,'any',[0]]]",
            "{}",
            "{'limit':1,'today':2}",
            "{'a':{'b':[1.50]}}",
            "[{}]");

    @Property(tries = 2_000)
    void noteTypes(@ForAll("changes") List<Change> changes) {
        journey(NoteTypeTest.VOCAB, changes, NoteType::of, NoteType::toJson);
    }

    @Property(tries = 2_000)
    void decks(@ForAll("changes") List<Change> changes) {
        journey(DeckTest.NORMAL, changes, Deck::of, Deck::toJson);
        journey(DeckTest.FILTERED, changes, Deck::of, Deck::toJson);
    }

    @Property(tries = 2_000)
    void presets(@ForAll("changes") List<Change> changes) {
        journey(PresetTest.DEFAULT, changes, Preset::of, Preset::toJson);
    }

    private static <T> void journey(
            String example, List<Change> changes, Function<ObjectNode, T> read, Function<T, ObjectNode> write) {
        var sent = json(example);
        changes.forEach(change -> apply(change, sent));
        T stored;
        try {
            stored = read.apply(sent);
        } catch (Unreadable refused) {
            assertThat(refused.reason()).isNotEmpty();
            return;
        }
        var written = write.apply(stored);
        assertThat(read.apply(written)).isEqualTo(stored);
        sent.properties().stream()
                .filter(property -> property.getKey().startsWith("new "))
                .forEach(unknown -> assertThat(written.get(unknown.getKey())).isEqualTo(unknown.getValue()));
    }

    private static void apply(Change change, ObjectNode object) {
        var target = object;
        var keys = new ArrayList<>(List.of(change.path.split("\\.")));
        while (keys.size() > 1) {
            if (!(target.get(keys.removeFirst()) instanceof ObjectNode inner)) {
                return;
            }
            target = inner;
        }
        if (change.value.equals("missing")) {
            target.remove(keys.getFirst());
        } else {
            target.set(keys.getFirst(), json("{'v':" + change.value + "}").get("v"));
        }
    }

    @Provide
    static Arbitrary<List<Change>> changes() {
        var paths =
                new ArrayList<>(List.of("new key", "new.added", "rev.added", "lapse.added", "other", "md", "delays"));
        for (var example : List.of(NoteTypeTest.VOCAB, DeckTest.NORMAL, DeckTest.FILTERED, PresetTest.DEFAULT)) {
            json(example).properties().forEach(property -> {
                paths.add(property.getKey());
                if (property.getValue() instanceof ObjectNode group) {
                    group.propertyNames().forEach(inner -> paths.add(property.getKey() + "." + inner));
                }
            });
        }
        return Combinators.combine(Arbitraries.of(paths), Arbitraries.of(VALUES))
                .as(Change::new)
                .list()
                .ofMaxSize(4);
    }

    @Property(tries = 2_000)
    void blobsOfPresets(@ForAll("messages") Message config) {
        stays(json -> Preset.of(json).toJson(), () -> new Preset(1, "a", 2, 3, config).toJson());
        kept(
                config,
                () -> Preset.of(new Preset(1, "a", 2, 3, config).toJson())
                        .keepUnknown(new Preset(1, "a", 2, 3, config))
                        .config());
    }

    @Property(tries = 2_000)
    void blobsOfDecks(@ForAll("messages") Message common, @ForAll("messages") Message own) {
        for (int kind = 1; kind <= 2; kind++) {
            var container = Message.of(Part.bytes(kind, own.bytes()).source());
            stays(json -> Deck.of(json).toJson(), () -> new Deck(1, "a", 2, 3, common, container).toJson());
        }
    }

    @Property(tries = 2_000)
    void blobsOfNoteTypes(@ForAll("messages") Message config) {
        stays(
                json -> NoteType.of(json).toJson(),
                () -> new NoteType(
                                1,
                                "a",
                                2,
                                3,
                                config,
                                List.of(new NoteType.Field("f", config)),
                                List.of(new NoteType.Template("t", config)))
                        .toJson());
    }

    private interface Written<T> {
        T get();
    }

    private static void stays(UnaryOperator<ObjectNode> again, Written<ObjectNode> first) {
        ObjectNode written;
        try {
            written = first.get();
        } catch (Unreadable refused) {
            assertThat(refused.reason()).isNotEmpty();
            return;
        }
        assertThat(again.apply(written)).isEqualTo(written);
    }

    private static void kept(Message before, Written<Message> after) {
        try {
            var unknown = before.without(number -> number < 47 || number == Other.NUMBER);
            assertThat(after.get().without(number -> number < 47 || number == Other.NUMBER))
                    .isEqualTo(unknown);
        } catch (Unreadable refused) {
            assertThat(refused.reason()).isNotEmpty();
        }
    }

    /// Members of every form under numbers that are known, are not, and hold what is unknown.
    @Provide
    static Arbitrary<Message> messages() {
        var numbers = Arbitraries.oneOf(Arbitraries.integers().between(1, 50), Arbitraries.of(255, 500));
        var parts = Arbitraries.oneOf(
                Combinators.combine(numbers, Arbitraries.longs()).as(Part::varint),
                Combinators.combine(numbers, Arbitraries.floats()).as(Part::real),
                Combinators.combine(numbers, Arbitraries.of("", "a", "{\"new\":{\"x\":1},\"y\":[]}", "[1]", "é"))
                        .as(Part::text),
                Combinators.combine(numbers, Arbitraries.floats().list().ofMaxSize(3))
                        .as(Part::reals),
                Combinators.combine(numbers, Arbitraries.longs().list().ofMaxSize(3))
                        .as(Part::varints));
        return parts.list().ofMaxSize(4).map(all -> {
            var message = Message.EMPTY;
            for (var part : all) {
                message = message.and(Message.of(part.source()));
            }
            return message;
        });
    }
}
