package lectern.kosync.diary;

import java.time.Instant;
import java.time.LocalDate;

import lectern.kosync.book.DocumentId;

/// That a book was read to its end.
///
/// @param book its canonical document
public record Finished(LocalDate date, Instant at, DocumentId book) {}
