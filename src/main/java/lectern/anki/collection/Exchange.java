package lectern.anki.collection;

import java.util.Optional;
import java.util.regex.Pattern;

/// What one sync carried in both directions. It stands in the activity in words, and is read from there again.
///
/// @param received from the device
/// @param sent to it
public record Exchange(Amounts received, Amounts sent) {
    private static final Pattern WORDS = Pattern.compile("received (.+); sent (.+)");

    /// So many of each.
    ///
    /// @param deletions of notes, cards and decks
    /// @param others note types, decks, options and tags
    public record Amounts(long notes, long cards, long reviews, long deletions, long others) {
        public static final Amounts NONE = new Amounts(0, 0, 0, 0, 0);

        private static final Pattern FORM = Pattern.compile(
                "notes (\\d{1,18}), cards (\\d{1,18}), reviews (\\d{1,18}), deletions (\\d{1,18}), others (\\d{1,18})");

        Amounts plus(Amounts more) {
            return new Amounts(
                    notes + more.notes,
                    cards + more.cards,
                    reviews + more.reviews,
                    deletions + more.deletions,
                    others + more.others);
        }

        static Amounts ofDeletions(long count) {
            return new Amounts(0, 0, 0, count, 0);
        }

        static Amounts ofOthers(long count) {
            return new Amounts(0, 0, 0, 0, count);
        }

        public boolean isNone() {
            return equals(NONE);
        }

        private String words() {
            return isNone()
                    ? "nothing"
                    : "notes %d, cards %d, reviews %d, deletions %d, others %d"
                            .formatted(notes, cards, reviews, deletions, others);
        }

        private static Optional<Amounts> parse(String words) {
            if (words.equals("nothing")) {
                return Optional.of(NONE);
            }
            var form = FORM.matcher(words);
            return form.matches()
                    ? Optional.of(new Amounts(
                            Long.parseLong(form.group(1)),
                            Long.parseLong(form.group(2)),
                            Long.parseLong(form.group(3)),
                            Long.parseLong(form.group(4)),
                            Long.parseLong(form.group(5))))
                    : Optional.empty();
        }
    }

    String words() {
        return "received %s; sent %s".formatted(received.words(), sent.words());
    }

    /// Empty for words that say something else.
    public static Optional<Exchange> parse(String words) {
        var form = WORDS.matcher(words);
        if (!form.matches()) {
            return Optional.empty();
        }
        var received = Amounts.parse(form.group(1));
        var sent = Amounts.parse(form.group(2));
        return received.flatMap(one -> sent.map(other -> new Exchange(one, other)));
    }
}
