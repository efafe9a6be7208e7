package lectern.kosync.book;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/// A position that was pushed once.
///
/// @param document the one that pushed it, of the book's documents
/// @param taken false when the policy or the replay guard kept it from becoming the book's position
public record HistoryEntry(Id id, DocumentId document, Progress progress, boolean taken) {
    /// Names an entry, also after newer ones have come.
    ///
    /// @param number the document's, see [Document]
    /// @param at when it was pushed; no document pushes twice in one moment
    public record Id(long number, Instant at) {
        private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

        public static Optional<Id> parse(String text) {
            var written = WRITTEN.matcher(text);
            return written.matches()
                    ? Optional.of(new Id(
                            Long.parseLong(written.group(1)),
                            Instant.EPOCH.plus(Long.parseLong(written.group(2)), ChronoUnit.MICROS)))
                    : Optional.empty();
        }

        /// As clients see it.
        @Override
        public String toString() {
            return number + "-" + ChronoUnit.MICROS.between(Instant.EPOCH, at);
        }
    }
}
