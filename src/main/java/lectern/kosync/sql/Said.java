package lectern.kosync.sql;

import java.util.Optional;

import lectern.kosync.book.FileName;
import lectern.kosync.book.Metadata;
import lectern.kosync.book.Push;
import lectern.kosync.book.Text;

/// What pushes have said about a file so far.
///
/// @param sureOfName whether the name is the file's own; some programs make up the one in their metadata
record Said(Optional<String> filename, boolean sureOfName, Optional<String> title, Optional<String> authors) {
    static final Said NOTHING = new Said(Optional.empty(), false, Optional.empty(), Optional.empty());

    /// With what one more push says; what it does not say stays.
    Said and(Push push) {
        return and(push.filename(), push.metadata());
    }

    /// @param file the file's own name
    Said and(Optional<FileName> file, Metadata metadata) {
        boolean sure = file.isPresent();
        var name = file.or(metadata::filename).filter(_ -> sure || !sureOfName).map(FileName::normalized);
        return new Said(
                name.or(() -> filename),
                sure || sureOfName,
                metadata.title().or(() -> title),
                metadata.authors().or(() -> authors));
    }

    /// By which files are found to be the same book; empty without a name, or with one that says nothing.
    Optional<String> stem() {
        return filename.flatMap(FileName::parse).filter(FileName::tells).map(FileName::stem);
    }

    /// Whether both say what they are, and it is not the same.
    boolean contradicts(Said other) {
        return differ(title, other.title) || differ(authors, other.authors);
    }

    private static boolean differ(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && !Text.folded(one.get()).equals(Text.folded(other.get()));
    }
}
