package lectern.kosync;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The last push of each document of a book, and the last one that became the book's position.
record Tips(List<HistoryEntry> entries) {
    private static final Comparator<HistoryEntry> BY_TIME =
            Comparator.comparing(entry -> entry.progress().at());

    /// Where the book stands: the newest position that was taken, of whichever document. Without any, which linking
    /// and unlinking under a policy can lead to, the newest one.
    Optional<HistoryEntry> current() {
        return entries.stream().max(Comparator.comparing(HistoryEntry::taken).thenComparing(BY_TIME));
    }

    /// What the document itself pushed last.
    Optional<HistoryEntry> last(DocumentId document) {
        return entries.stream()
                .filter(entry -> entry.document().equals(document))
                .max(BY_TIME);
    }

    /// A moment after everything the book has seen, also when the clock was set back.
    Instant after(Instant now) {
        return entries.stream()
                .max(BY_TIME)
                .map(entry -> entry.progress().at().plus(1, ChronoUnit.MICROS))
                .filter(now::isBefore)
                .orElse(now);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }
}
