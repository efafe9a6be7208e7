package lectern.anki.collection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import lectern.anki.schema.ConfigEntries;
import lectern.anki.schema.Deck;
import lectern.anki.schema.DeckOptions;
import lectern.anki.schema.Decks;
import lectern.anki.schema.NoteType;
import lectern.anki.schema.NoteTypes;
import lectern.anki.schema.Preset;
import lectern.anki.schema.Tags;
import lectern.anki.schema.Unreadable;
import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Refusal;
import lectern.db.Tx;
import lectern.json.Json;

/// `applyChanges`: the objects of which there are few, both ways in one call. Each side sends what it changed; the
/// one whose collection changed last also sends all of its configuration, and the time of creation.
///
/// @param config empty when the client's does not count
/// @param created in seconds; empty when the client's does not count
record Changes(
        List<NoteType> noteTypes,
        List<Deck> decks,
        List<Preset> presets,
        List<String> tags,
        Optional<ObjectNode> config,
        OptionalLong created) {
    private static final String CREATED = "select crt from col";
    private static final String CREATE = "update col set crt = ?";

    Changes {
        noteTypes = List.copyOf(noteTypes);
        decks = List.copyOf(decks);
        presets = List.copyOf(presets);
        tags = List.copyOf(tags);
    }

    static Changes of(ObjectNode request) {
        if (!(request.get("changes") instanceof ObjectNode changes)) {
            throw malformed("changes is not an object");
        }
        var decks = changes.path("decks");
        return new Changes(
                objects(changes.path("models"), NoteType::of),
                objects(decks.path(0), Deck::of),
                objects(decks.path(1), Preset::of),
                elements(changes.path("tags")).map(Changes::text).toList(),
                changes.optional("conf").filter(sent -> !sent.isNull()).map(Changes::object),
                created(changes.path("crt")));
    }

    private static <T> List<T> objects(JsonNode array, Function<ObjectNode, T> parse) {
        try {
            return elements(array).map(Changes::object).map(parse).toList();
        } catch (Unreadable unreadable) {
            throw malformed(unreadable.reason());
        }
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return switch (array) {
            case ArrayNode list -> list.valueStream();
            case JsonNode none when none.isMissingNode() || none.isNull() -> Stream.empty();
            default -> throw malformed("a list is something else");
        };
    }

    private static ObjectNode object(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw malformed("an object is something else");
    }

    private static String text(JsonNode tag) {
        return tag.stringValueOpt().orElseThrow(() -> malformed("a tag is not a text"));
    }

    private static OptionalLong created(JsonNode seconds) {
        if (seconds.isMissingNode() || seconds.isNull()) {
            return OptionalLong.empty();
        }
        if (!seconds.isIntegralNumber() || !seconds.canConvertToLong()) {
            throw malformed("crt is not a whole number");
        }
        return OptionalLong.of(seconds.longValue());
    }

    private static Refusal malformed(String reason) {
        return new Refusal(new AnkiError.Malformed(reason));
    }

    int count() {
        return noteTypes.size() + decks.size() + presets.size() + tags.size();
    }

    /// Ours are taken before theirs are stored, so that nothing goes back to where it came from.
    Ours exchange(Tx tx, Terms terms, Instant now) {
        var ours = ours(tx, terms);
        merge(tx, terms, now);
        return ours;
    }

    /// What goes back.
    ///
    /// @param count how many note types, decks, options and tags
    record Ours(ObjectNode json, int count) {}

    private static Ours ours(Tx tx, Terms terms) {
        int since = terms.since();
        var noteTypes = array(new NoteTypes(tx).since(since), NoteType::toJson);
        var decks = array(new Decks(tx).since(since), Deck::toJson);
        var presets = array(new DeckOptions(tx).since(since), Preset::toJson);
        var tags = array(new Tags(tx).since(since), StringNode::valueOf);
        var ours = Json.object();
        ours.set("models", noteTypes);
        ours.set("decks", Json.array().add(decks).add(presets));
        ours.set("tags", tags);
        if (!terms.clientIsNewer()) {
            ours.set("conf", new ConfigEntries(tx).all());
            ours.put("crt", tx.one(CREATED, row -> row.whole("crt")).orElseThrow());
        }
        return new Ours(ours, noteTypes.size() + decks.size() + presets.size() + tags.size());
    }

    private static <T> ArrayNode array(List<T> all, Function<T, JsonNode> toJson) {
        return Json.array().addAll(all.stream().map(toJson).toList());
    }

    /// What is accepted is known before anything is stored: making room for a name changes other objects.
    private void merge(Tx tx, Terms terms, Instant now) {
        var allTypes = new NoteTypes(tx);
        var acceptedTypes = noteTypes.stream()
                .filter(type -> acceptsType(allTypes.find(type.id()), type, terms))
                .toList();
        acceptedTypes.forEach(type -> store(allTypes, type, terms, now));
        var allDecks = new Decks(tx);
        var acceptedDecks = decks.stream()
                .filter(deck -> acceptsDeck(allDecks.find(deck.id()), deck, terms))
                .toList();
        acceptedDecks.forEach(deck -> store(allDecks, deck, terms, now));
        presets.forEach(preset -> merge(new DeckOptions(tx), preset, terms));
        tags.forEach(tag -> new Tags(tx).add(tag, terms.usn()));
        created.ifPresent(seconds -> tx.update(CREATE, seconds));
        config.ifPresent(sent -> new ConfigEntries(tx).replaceAll(sent, terms.usn(), now.getEpochSecond()));
    }

    private static boolean acceptsType(Optional<NoteType> stored, NoteType sent, Terms terms) {
        if (stored.isEmpty()) {
            return true;
        }
        var ours = stored.get();
        if (!terms.accepts(sent.modified(), ours.modified(), ours.usn())) {
            return false;
        }
        // Notes would no longer fit: a client asks for a one-way sync before it sends that.
        if (sent.fields().size() != ours.fields().size()
                || sent.templates().size() != ours.templates().size()) {
            throw new Refusal(new AnkiError.NotMergeable("a note type has other fields or templates than before"));
        }
        return true;
    }

    /// Of two note types with one name the stored one gives way. The client that sends its own keeps it, and gives way
    /// with ours as well, in this very second: ours is a second younger, so that the client takes it the next time.
    private static void store(NoteTypes all, NoteType sent, Terms terms, Instant now) {
        var namesake = all.namesake(sent);
        namesake.ifPresent(other -> all.put(all.uniquelyNamed(other.withName(other.name() + "+"))
                .withModified(now.getEpochSecond() + 1)
                .withUsn(terms.nextUsn())));
        all.put(sent.withUsn(namesake.isPresent() ? terms.nextUsn() : terms.usn()));
    }

    private static boolean acceptsDeck(Optional<Deck> stored, Deck sent, Terms terms) {
        return stored.isEmpty()
                || terms.accepts(
                        sent.modified(), stored.get().modified(), stored.get().usn());
    }

    /// The same for decks.
    private static void store(Decks all, Deck sent, Terms terms, Instant now) {
        var namesake = all.namesake(sent);
        namesake.ifPresent(other -> all.put(all.uniquelyNamed(other.withName(other.name() + "+"))
                .withModified(now.getEpochSecond() + 1)
                .withUsn(terms.nextUsn())));
        all.put(sent.withUsn(namesake.isPresent() ? terms.nextUsn() : terms.usn()));
    }

    private static void merge(DeckOptions all, Preset sent, Terms terms) {
        var stored = all.find(sent.id());
        if (stored.isEmpty()
                || terms.accepts(
                        sent.modified(), stored.get().modified(), stored.get().usn())) {
            all.put(sent.withUsn(terms.usn()));
        }
    }
}
