package lectern.kosync.book;

import java.util.List;
import java.util.Optional;

/// Everything that is linked, as one entry of a book list.
///
/// @param links the other documents of the book
/// @param label what the owner calls it
/// @param policy when it is not the account's
/// @param current the document that pushed the position
/// @param progress where the book stands
public record Book(
        DocumentId canonical,
        List<Link> links,
        Optional<String> label,
        Optional<String> title,
        Optional<String> authors,
        Optional<String> filename,
        Optional<Policy> policy,
        DocumentId current,
        Progress progress) {
    public Book {
        links = List.copyOf(links);
    }

    /// What to show; never empty.
    public String name() {
        return label.or(() -> title).or(() -> filename).orElse(canonical.value());
    }
}
