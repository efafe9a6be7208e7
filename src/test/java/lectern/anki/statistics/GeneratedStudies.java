package lectern.anki.statistics;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Random;

import lectern.anki.statistics.TestCollection.Card;
import lectern.anki.statistics.TestCollection.Review;

/// Collections with cards, decks and answers of every kind; the same seed makes the same. No day ends and no
/// learning card falls due within hours of the moment they are made for, so that a clock that goes on changes
/// nothing.
public final class GeneratedStudies {
    private static final int DECKS = 30;
    private static final int FILTERED_DECK = 1000;
    private static final int AGE_IN_DAYS = 900;

    private final Random random;
    private final OffsetDateTime now;
    private final TestCollection collection;

    private GeneratedStudies(long seed, OffsetDateTime now, TestCollection collection) {
        this.random = new Random(seed);
        this.now = now;
        this.collection = collection;
    }

    public static TestCollection collection(Path file, long seed, Instant now, int cards, int reviews) {
        var here = now.atZone(ZoneId.systemDefault()).toOffsetDateTime();
        var made = now.minus(Duration.ofDays(AGE_IN_DAYS));
        var collection = TestCollection.made(file, made, here.getOffset())
                .config("rollover", Integer.toString((here.getHour() + 12) % 24));
        var studies = new GeneratedStudies(seed, here, collection);
        collection.config("lastUnburied", Integer.toString(studies.today()));
        studies.makeDecks();
        for (int i = 0; i < cards; i++) {
            collection.card(studies.card());
        }
        for (int i = 0; i < reviews; i++) {
            collection.review(studies.review());
        }
        return collection.write();
    }

    private void makeDecks() {
        for (int deck = 2; deck <= DECKS; deck++) {
            collection.deck(deck, deck % 3 == 0 ? "Deck " + deck : parent(deck) + "::part " + deck);
        }
        collection.filteredDeck(FILTERED_DECK, "Filtered");
    }

    private static String parent(int deck) {
        int third = deck / 3 * 3;
        return third < 3 ? "Default" : "Deck " + third;
    }

    private Card card() {
        int today = today();
        var card = switch (random.nextInt(9)) {
            case 0, 1 -> Card.of(0, 0, random.nextInt(5000));
            case 2 -> Card.of(1, 1, second());
            case 3 -> Card.of(3, 3, today + random.nextInt(-2, 3));
            case 4 -> Card.of(2, -1, today + random.nextInt(-50, 50)).every(random.nextInt(1, 60));
            case 5 ->
                Card.of(2, random.nextInt(-3, -1), today - random.nextInt(9)).every(random.nextInt(1, 60));
            case 6 -> Card.of(0, random.nextInt(-3, 0), random.nextInt(5000));
            case 7 -> Card.of(3, 1, second()).every(random.nextInt(1, 60));
            default -> Card.of(2, 2, today + random.nextInt(-60, 300)).every(random.nextInt(1, 400));
        };
        var home = card.in(1 + random.nextInt(DECKS));
        return card.queue() == 2 && random.nextInt(10) == 0 ? borrowed(home) : home;
    }

    private static Card borrowed(Card card) {
        return new Card(FILTERED_DECK, card.type(), card.queue(), -100_000, card.interval(), card.due(), card.deck());
    }

    /// As the collection counts it: half a day has passed since the last one began.
    private int today() {
        return now.toLocalTime().getHour() < 12 ? AGE_IN_DAYS - 1 : AGE_IN_DAYS;
    }

    private long second() {
        int hours = random.nextInt(2, 40);
        return now.toEpochSecond() + (random.nextBoolean() ? hours : -hours) * 3600L;
    }

    private Review review() {
        var at = now.toInstant()
                .minusMillis(random.nextLong(Duration.ofDays(AGE_IN_DAYS).toMillis()));
        int kind = random.nextInt(8) == 0 ? random.nextInt(5) : 1;
        int ease = kind == 4 ? 0 : random.nextInt(1, 5);
        int last = kind == 0 || kind == 2 ? -random.nextInt(60, 200_000) : random.nextInt(1, 60);
        int factor = kind == 3 && random.nextBoolean() ? 0 : 2500;
        return new Review(at, kind, ease, last, factor, random.nextInt(60_000));
    }
}
