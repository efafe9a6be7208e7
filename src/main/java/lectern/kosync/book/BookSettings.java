package lectern.kosync.book;

import java.time.Duration;

/// What an operator may change about the books of an account.
///
/// @param autolink when two documents of one account count as the same book by their file name
/// @param documents how many documents an account may keep
/// @param history how much of the past is kept
public record BookSettings(Autolink autolink, int documents, History history) {
    /// By what two documents of one account become one book.
    public enum Autolink {
        OFF,
        /// Equal file names.
        EXACT,
        /// Equal but for the extension, and for a `.kepub` before it.
        STEM
    }

    /// Bounds of the history, whichever comes first.
    ///
    /// @param perDocument the newest positions of a document that are kept
    /// @param age how long any position is kept
    public record History(int perDocument, Duration age) {}

    /// What a server does that was told nothing.
    public static BookSettings defaults() {
        return new BookSettings(Autolink.EXACT, 100_000, new History(50, Duration.ofDays(365)));
    }
}
