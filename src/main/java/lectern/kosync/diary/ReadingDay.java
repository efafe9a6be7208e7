package lectern.kosync.diary;

import java.time.LocalDate;
import java.util.Set;

import lectern.kosync.book.DocumentId;

/// A day on which somebody got further in a book.
///
/// @param share how much further, 1 being a whole book; of several books the sum
/// @param pages how many pages that was in the books of which pages are known; 0 where none are
/// @param books by their canonical documents
public record ReadingDay(LocalDate date, double share, double pages, Set<DocumentId> books) {
    public ReadingDay {
        books = Set.copyOf(books);
    }
}
