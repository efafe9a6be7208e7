package lectern.e2e.anki.engine;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;

import anki.decks.DeckNameId;
import anki.scheduler.CardAnswer.Rating;

import lectern.json.Json;

/// A person who does many small things of all kinds that a normal sync can carry. (A tag is renamed by making another,
/// and no client tells of the one that is gone.) The same seed makes the same choices
/// on the same collection. Names are hard ones, and now and then two devices choose the same.
public final class RandomEdits {
    private static final List<String> WORDS = List.of(
            "Straße",
            "STRASSE",
            "İstanbul",
            "ıspanak",
            "Ὀδυσσεύς",
            "漢字",
            "한국어",
            "Ꭰꮿꮧ",
            "e\u0301te\u0301",
            "été",
            "𝒜lgebra",
            "🎴🇯🇵",
            "שלום",
            "verbs",
            "Verbs",
            "a (round) name",
            "100%_sure",
            "x*y");

    private static final List<Rating> RATINGS = List.of(Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.EASY);

    private final AnkiDevice device;
    private final Edits edits;
    private final Random random;

    public RandomEdits(AnkiDevice device, long seed) {
        this.device = device;
        this.edits = device.edits();
        this.random = new Random(seed);
    }

    private enum Kind {
        ADD_NOTES,
        EDIT_NOTE,
        ANSWER,
        FLAG,
        SUSPEND,
        BURY,
        TAG,
        UNTAG,
        MOVE,
        ADD_DECK,
        EDIT_DECK,
        ADD_PRESET,
        EDIT_PRESET,
        ADD_NOTETYPE,
        EDIT_NOTETYPE,
        CONFIG,
        ADD_MEDIA,
        DELETE_MEDIA,
        DELETE_NOTE,
        DELETE_CARD,
        FILTERED_DECK,
        RENAME_DECK,
        DELETE_DECK;

        /// Whether others may still refer to what is gone, which no sync can put right: a card was moved to that deck,
        /// a deck was made below that name, a note was edited whose card is to be made again.
        boolean leavesGaps() {
            return compareTo(DELETE_CARD) >= 0;
        }
    }

    /// What any sync can merge, whatever other devices do meanwhile.
    public void make(int count) {
        make(count, kind -> !kind.leavesGaps());
    }

    /// Of all kinds: what cards and decks refer to may be gone afterwards, when other devices do the same.
    public void makeAll(int count) {
        make(count, _ -> true);
    }

    private void make(int count, Predicate<Kind> wanted) {
        var kinds = Stream.of(Kind.values()).filter(wanted).toList();
        for (int i = 0; i < count; i++) {
            make(pick(kinds));
        }
        edits.letTheClockPass();
    }

    private void make(Kind kind) {
        switch (kind) {
            case ADD_NOTES -> addNotes(1 + random.nextInt(5));
            case EDIT_NOTE -> someNote().ifPresent(note -> edits.editNote(note, 0, words() + " <b>&nbsp;</b>"));
            case DELETE_NOTE -> someNote().ifPresent(note -> edits.deleteNotes(List.of(note)));
            case DELETE_CARD -> someCard().ifPresent(this::deleteCard);
            case ANSWER -> edits.answer(someDeck(), 1 + random.nextInt(3), pick(RATINGS));
            case FLAG -> someCard().ifPresent(card -> edits.flag(List.of(card), random.nextInt(8)));
            case SUSPEND -> someCard().ifPresent(card -> edits.suspend(List.of(card)));
            case BURY -> someCard().ifPresent(card -> edits.bury(List.of(card)));
            case TAG -> someNote().ifPresent(note -> edits.tag(List.of(note), tag()));
            case UNTAG -> someNote().ifPresent(note -> edits.untag(List.of(note), tag()));
            case MOVE -> someCard().ifPresent(card -> edits.move(List.of(card), someDeck()));
            case ADD_DECK -> edits.deck(deckName());
            case RENAME_DECK -> renameDeck();
            case DELETE_DECK -> deleteDeck();
            case EDIT_DECK -> editDeck();
            case FILTERED_DECK -> filteredDeck();
            case ADD_PRESET -> edits.addPreset(word());
            case EDIT_PRESET -> editPreset();
            case ADD_NOTETYPE -> edits.addNotetype(pick(List.of("Basic", "Cloze")), words());
            case EDIT_NOTETYPE -> editNotetype();
            case CONFIG -> edits.config("key" + random.nextInt(5), Json.object().put("words", words()));
            case ADD_MEDIA -> edits.addMedia(1, 1 + random.nextInt(5000), word(), random.nextLong());
            case DELETE_MEDIA -> deleteMedia();
        }
    }

    private void addNotes(int count) {
        for (int i = 0; i < count; i++) {
            var tags = random.nextBoolean() ? List.of(tag()) : List.<String>of();
            switch (random.nextInt(3)) {
                case 0 -> edits.addNote("Basic", someDeck(), List.of(words(), words()), tags);
                case 1 -> edits.addNote("Basic (and reversed card)", someDeck(), List.of(words(), words()), tags);
                default -> edits.addNote("Cloze", someDeck(), List.of("{{c1::" + word() + "}} {{c2::x}}", ""), tags);
            }
        }
    }

    private void renameDeck() {
        var deck = somePlainDeck();
        var name = deckName();
        if (deck.getId() != 1 && !name.startsWith(deck.getName())) {
            device.engine().renameDeck(deck.getId(), name);
        }
    }

    private void deleteDeck() {
        var deck = pick(edits.decks());
        if (deck.getId() != 1 && random.nextBoolean()) {
            device.engine().removeDecks(List.of(deck.getId()));
        }
    }

    private void editDeck() {
        var deck = edits.deckJson(somePlainDeck().getId());
        deck.put("desc", words());
        deck.put("conf", pick(edits.presets()).get("id").asLong());
        edits.updateDeck(deck);
    }

    private void filteredDeck() {
        var free = "is:new -is:suspended -is:buried -deck:filtered";
        var filtered = edits.decks().stream()
                .map(DeckNameId::getName)
                .filter(name -> name.startsWith("filtered"))
                .toList();
        if (!filtered.isEmpty() && random.nextBoolean()) {
            edits.emptyFilteredDeck(pick(filtered));
        } else if (!edits.cards(free).isEmpty()) {
            edits.filteredDeck("filtered " + random.nextInt(1000), free, 1 + random.nextInt(10));
        }
    }

    private void editPreset() {
        var preset = pick(edits.presets());
        preset.withObject("/new").put("perDay", random.nextInt(1000));
        preset.put("name", word());
        edits.updatePreset(preset);
    }

    private void editNotetype() {
        var notetype = edits.notetypeJson(pick(edits.notetypes()).getId());
        notetype.put("css", "/* " + words() + " */");
        edits.updateNotetype(notetype);
    }

    private void deleteMedia() {
        var files = device.mediaFolder().toFile().list();
        if (files != null && files.length > 0) {
            edits.deleteMedia(List.of(pick(List.of(files).stream().sorted().toList())));
        }
    }

    /// What is left of its note gets the card back with its next edit. Were that left to others, two devices that edit
    /// the note would each make one.
    private void deleteCard(long card) {
        var note = edits.notes("cid:" + card).getFirst();
        edits.deleteCards(List.of(card));
        if (edits.notes("").contains(note)) {
            edits.editNote(note, 0, words());
        }
    }

    private Optional<Long> someNote() {
        return some(edits.notes(""));
    }

    private Optional<Long> someCard() {
        return some(edits.cards(""));
    }

    /// Cards may be put into it.
    private String someDeck() {
        return somePlainDeck().getName();
    }

    private DeckNameId somePlainDeck() {
        return pick(device.engine().getDeckNames(false, false));
    }

    private String deckName() {
        return random.nextInt(3) == 0 ? words() : words() + "::" + word();
    }

    private String tag() {
        return word().replace(' ', '_') + (random.nextBoolean() ? "" : "::" + word().replace(' ', '_'));
    }

    private String words() {
        return word() + " " + word() + " " + random.nextInt(1000);
    }

    private String word() {
        return pick(WORDS);
    }

    private <T> Optional<T> some(List<T> all) {
        return all.isEmpty() ? Optional.empty() : Optional.of(pick(all));
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
