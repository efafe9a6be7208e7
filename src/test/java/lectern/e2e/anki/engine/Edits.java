package lectern.e2e.anki.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import anki.decks.Deck.Filtered.SearchTerm;
import anki.decks.DeckNameId;
import anki.generic.Empty;
import anki.notetypes.NotetypeNameId;
import anki.scheduler.BuryOrSuspendCardsRequest;
import anki.scheduler.CardAnswer;
import anki.scheduler.CardAnswer.Rating;
import anki.search.SortOrder;
import com.google.protobuf.ByteString;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.json.Json;

/// What a person does on a device, by the engine's own commands, so that every row is marked for the next sync as Anki
/// marks it. Objects that Anki knows as JSON are changed as that: what a member means is in the protocol's contract.
public final class Edits {
    private static final String HIGHEST_ID = """
            select max(ifnull((select max(id) from notes), 0), ifnull((select max(id) from cards), 0),
                ifnull((select max(id) from revlog), 0), (select max(id) from decks), (select max(id) from deck_config),
                ifnull((select max(id) from notetypes), 0))
            """;

    private final AnkiDevice device;
    private final AnkiEngine engine;

    Edits(AnkiDevice device) {
        this.device = device;
        this.engine = device.engine();
    }

    // Notes and cards

    /// `tags` are separated by blanks.
    public long addNote(String notetype, String deck, List<String> fields, List<String> tags) {
        var note = engine.newNote(notetype(notetype)).toBuilder();
        for (int field = 0; field < fields.size(); field++) {
            note.setFields(field, fields.get(field));
        }
        return engine.addNote(note.addAllTags(tags).build(), deck(deck)).getNoteId();
    }

    /// Notes of the stock type Basic whose text follows from `prefix` and a number.
    public List<Long> addNotes(int count, String deck, String prefix) {
        long notetype = notetype("Basic");
        long deckId = deck(deck);
        var ids = new ArrayList<Long>(count);
        device.inOneTransaction(() -> {
            for (int i = 0; i < count; i++) {
                var note = engine.newNote(notetype).toBuilder()
                        .setFields(0, prefix + " front " + i)
                        .setFields(1, prefix + " back " + i + " äöü 漢字")
                        .addTags("tag" + i % 5)
                        .build();
                ids.add(engine.addNote(note, deckId).getNoteId());
            }
        });
        letTheClockPass();
        return ids;
    }

    /// Ids are milliseconds, and what is made faster runs ahead of the clock. Another device would give the same ids to
    /// its own, which happens to nobody who types. (After very many notes the wait would be long.)
    void letTheClockPass() {
        long highest = device.number(HIGHEST_ID);
        while (highest >= now() && highest < now() + 1000) {
            Thread.onSpinWait();
        }
    }

    private static long now() {
        return Instant.now().toEpochMilli();
    }

    /// In Anki's own search language; the empty search finds all. Lowest ids first.
    public List<Long> notes(String search) {
        return engine.searchNotes(search, unordered()).stream().sorted().toList();
    }

    public List<Long> cards(String search) {
        return engine.searchCards(search, unordered()).stream().sorted().toList();
    }

    public void editNote(long id, int field, String text) {
        var note = engine.getNote(id).toBuilder().setFields(field, text).build();
        engine.updateNotes(List.of(note), false);
    }

    public String field(long note, int field) {
        return engine.getNote(note).getFields(field);
    }

    public void deleteNotes(List<Long> ids) {
        engine.removeNotes(ids, List.of());
    }

    public void deleteCards(List<Long> ids) {
        engine.removeCards(ids);
    }

    public void tag(List<Long> notes, String tags) {
        engine.addNoteTags(notes, tags);
    }

    public void untag(List<Long> notes, String tags) {
        engine.removeNoteTags(notes, tags);
    }

    public void flag(List<Long> cards, int colour) {
        engine.setFlag(cards, colour);
    }

    public void suspend(List<Long> cards) {
        engine.buryOrSuspendCards(cards, List.of(), BuryOrSuspendCardsRequest.Mode.SUSPEND);
    }

    public void bury(List<Long> cards) {
        engine.buryOrSuspendCards(cards, List.of(), BuryOrSuspendCardsRequest.Mode.BURY_USER);
    }

    public void move(List<Long> cards, String deck) {
        engine.setDeck(cards, deck(deck));
    }

    /// Answers cards that a deck has to show, and says how many there were.
    public int answer(String deck, int count, Rating rating) {
        long id = deck(deck);
        engine.setCurrentDeck(id);
        engine.extendLimits(id, count, count); // by default a deck shows 20 new cards a day
        for (int answered = 0; answered < count; answered++) {
            var queue = engine.getQueuedCards(1, false);
            if (queue.getCardsCount() == 0) {
                return answered;
            }
            answer(queue.getCards(0).getCard().getId(), queue.getCards(0).getStates(), rating);
        }
        return count;
    }

    private void answer(long card, anki.scheduler.SchedulingStates states, Rating rating) {
        var next = switch (rating) {
            case AGAIN -> states.getAgain();
            case HARD -> states.getHard();
            case GOOD -> states.getGood();
            case EASY -> states.getEasy();
            case UNRECOGNIZED -> throw new IllegalArgumentException("no rating");
        };
        engine.answerCard(CardAnswer.newBuilder()
                .setCardId(card)
                .setCurrentState(states.getCurrent())
                .setNewState(next)
                .setRating(rating)
                .setAnsweredAtMillis(now())
                .setMillisecondsTaken(1234)
                .build());
    }

    // Decks

    /// The id of the deck of this name, made where there is none. A parent stands before `::`.
    public long deck(String name) {
        return findDeck(name)
                .orElseGet(() -> engine.addDeck(
                                engine.newDeck().toBuilder().setName(name).build())
                        .getId());
    }

    public Optional<Long> findDeck(String name) {
        return decks().stream()
                .filter(deck -> deck.getName().equals(name))
                .map(DeckNameId::getId)
                .findFirst();
    }

    public List<DeckNameId> decks() {
        return engine.getDeckNames(false, true);
    }

    public void renameDeck(String from, String to) {
        engine.renameDeck(deck(from), to);
    }

    /// With all its cards, and the notes that have no others.
    public void deleteDeck(String name) {
        engine.removeDecks(List.of(deck(name)));
    }

    public ObjectNode deckJson(long id) {
        return read(engine.getDeckLegacy(id));
    }

    public void updateDeck(ObjectNode deck) {
        engine.updateDeckLegacy(written(deck));
    }

    /// Gathers what the search finds, up to `limit` cards, in a deck of that name, new or not.
    public long filteredDeck(String name, String search, int limit) {
        var term = SearchTerm.newBuilder().setSearch(search).setLimit(limit).setOrder(SearchTerm.Order.ADDED);
        var deck = engine.getOrCreateFilteredDeck(findDeck(name).orElse(0L));
        var config = deck.getConfig().toBuilder().clearSearchTerms().addSearchTerms(term);
        return engine.addOrUpdateFilteredDeck(
                        deck.toBuilder().setName(name).setConfig(config).build())
                .getId();
    }

    public void emptyFilteredDeck(String name) {
        engine.emptyFilteredDeck(deck(name));
    }

    // Deck options

    public List<ObjectNode> presets() {
        var presets = new ArrayList<ObjectNode>();
        Json.parse(engine.allDeckConfigLegacy().toByteArray()).forEach(preset -> presets.add((ObjectNode) preset));
        return presets;
    }

    public long addPreset(String name) {
        var preset = read(engine.newDeckConfigLegacy()).put("name", name);
        return engine.addOrUpdateDeckConfigLegacy(written(preset));
    }

    public void updatePreset(ObjectNode preset) {
        engine.addOrUpdateDeckConfigLegacy(written(preset));
    }

    // Note types

    public long notetype(String name) {
        return engine.getNotetypeNames().stream()
                .filter(notetype -> notetype.getName().equals(name))
                .mapToLong(NotetypeNameId::getId)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no note type " + name));
    }

    public List<NotetypeNameId> notetypes() {
        return engine.getNotetypeNames();
    }

    public ObjectNode notetypeJson(long id) {
        return read(engine.getNotetypeLegacy(id));
    }

    /// A copy of another note type, which any sync can carry.
    public long addNotetype(String like, String name) {
        var copy = notetypeJson(notetype(like)).put("id", 0).put("name", name);
        return engine.addNotetypeLegacy(written(copy)).getId();
    }

    public void updateNotetype(ObjectNode notetype) {
        engine.updateNotetypeLegacy(written(notetype));
    }

    /// No sync but a one-way sync can carry this.
    public void addField(String notetype, String field) {
        var changed = engine.getNotetype(notetype(notetype));
        var last = changed.getFields(changed.getFieldsCount() - 1);
        engine.updateNotetype(changed.toBuilder()
                .addFields(last.toBuilder().clearOrd().setName(field))
                .build());
    }

    /// Nor this.
    public void deleteNotetype(String name) {
        engine.removeNotetype(notetype(name));
    }

    // Config, tags, media

    public void config(String key, JsonNode value) {
        engine.setConfigJson(key, ByteString.copyFrom(Json.write(value)), false);
    }

    public JsonNode config(String key) {
        return Json.parse(engine.getConfigJson(key).toByteArray());
    }

    public void removeConfig(String key) {
        engine.removeConfig(key);
    }

    public void renameTag(String from, String to) {
        engine.renameTags(from, to);
    }

    /// Under the name that is returned: Anki corrects names, and finds another where one is taken by other bytes.
    public String addMedia(String name, byte[] bytes) {
        return engine.addMediaFile(name, ByteString.copyFrom(bytes));
    }

    /// Files of random bytes; the same seed makes the same.
    public List<String> addMedia(int count, int size, String prefix, long seed) {
        var random = new Random(seed);
        var names = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var bytes = new byte[size];
            random.nextBytes(bytes);
            names.add(addMedia(prefix + i + ".bin", bytes));
        }
        return names;
    }

    public void deleteMedia(List<String> names) {
        engine.trashMediaFiles(names);
    }

    private static SortOrder unordered() {
        return SortOrder.newBuilder().setNone(Empty.getDefaultInstance()).build();
    }

    private static ObjectNode read(ByteString json) {
        return (ObjectNode) Json.parse(json.toByteArray());
    }

    private static ByteString written(JsonNode json) {
        return ByteString.copyFrom(Json.write(json));
    }
}
