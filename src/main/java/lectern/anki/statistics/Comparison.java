package lectern.anki.statistics;

import java.util.List;

/// What would be different after a snapshot was restored.
public record Comparison(
        Difference notes, Difference cards, Difference reviews, Difference decks, Difference noteTypes) {
    /// How much of one kind would be different.
    ///
    /// @param added that are in the snapshot and not in the collection
    /// @param changed that are in both
    /// @param removed that are not in the snapshot
    /// @param examples some of each, for what has a name or a text
    public record Difference(long added, long changed, long removed, List<Example> examples) {
        public Difference {
            examples = List.copyOf(examples);
        }

        public boolean isNone() {
            return added == 0 && changed == 0 && removed == 0;
        }
    }

    /// One thing that would be different.
    ///
    /// @param text of a note the beginning of its first field, without HTML; of others the name
    public record Example(Change change, String text) {}

    /// What a restore does to a thing.
    public enum Change {
        ADDED,
        CHANGED,
        REMOVED
    }

    public boolean isNone() {
        return notes.isNone() && cards.isNone() && reviews.isNone() && decks.isNone() && noteTypes.isNone();
    }
}
