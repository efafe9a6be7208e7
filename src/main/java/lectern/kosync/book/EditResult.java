package lectern.kosync.book;

/// What became of a change that somebody made to what they saw.
public sealed interface EditResult {
    record Edited() implements EditResult {}

    /// Somebody else changed it meanwhile. Nothing was changed.
    record Overtaken(Choices now) implements EditResult {}

    /// The account has no such book, or it has no progress.
    record Missing() implements EditResult {}
}
