package lectern.anki.statistics;

import java.util.List;

/// How the media of an account and its notes fit together.
///
/// @param files how many there are
/// @param bytes of all of them
/// @param unused files that no note uses
/// @param missing files that notes use and that are not there
public record MediaReport(long files, long bytes, Found<String> unused, Found<Missing> missing) {
    /// A file that is not there.
    ///
    /// @param note by which Anki finds it: `nid:` and the number
    public record Missing(long note, String file) {}

    /// What was found, of which not all is told.
    ///
    /// @param count how many there are
    /// @param some the first of them
    public record Found<T>(long count, List<T> some) {
        public Found {
            some = List.copyOf(some);
        }
    }
}
