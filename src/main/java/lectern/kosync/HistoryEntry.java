package lectern.kosync;

import java.util.Optional;

/// A position that was pushed once.
///
/// @param document the one that pushed it, of the book's documents
/// @param taken false when the policy or the replay guard kept it from becoming the book's position
public record HistoryEntry(Id id, DocumentId document, Progress progress, boolean taken) {
    /// Names an entry, also after newer ones have come.
    ///
    /// @param number the document's, see [Document]
    /// @param ordinal counts the pushes of that document
    public record Id(long number, long ordinal) {
        public static Optional<Id> parse(String text) {
            int dash = text.indexOf('-');
            try {
                return dash < 0
                        ? Optional.empty()
                        : Optional.of(new Id(
                                Long.parseLong(text, 0, dash, 10), Long.parseLong(text, dash + 1, text.length(), 10)));
            } catch (NumberFormatException _) {
                return Optional.empty();
            }
        }

        /// As clients see it.
        @Override
        public String toString() {
            return number + "-" + ordinal;
        }
    }
}
