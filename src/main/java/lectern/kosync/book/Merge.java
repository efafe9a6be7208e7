package lectern.kosync.book;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// That somebody made one book of several.
///
/// @param books what they were before, without documents that left the book since
public record Merge(Id id, List<Former> books) {
    public Merge {
        books = List.copyOf(books);
    }

    /// One of the books that were made one.
    ///
    /// @param label what its owner called it
    /// @param documents the canonical one first
    public record Former(Optional<String> label, List<DocumentId> documents) {
        public Former {
            documents = List.copyOf(documents);
        }
    }

    /// Names a merge.
    ///
    /// @param at when it was; an account never merges twice in one moment
    public record Id(Instant at) {
        private static final Pattern WRITTEN = Pattern.compile("[0-9]{1,18}");

        public static Optional<Id> parse(String text) {
            return WRITTEN.matcher(text).matches()
                    ? Optional.of(new Id(Instant.EPOCH.plus(Long.parseLong(text), ChronoUnit.MICROS)))
                    : Optional.empty();
        }

        /// As clients see it.
        @Override
        public String toString() {
            return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at));
        }
    }
}
