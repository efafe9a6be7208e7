package lectern.kosync.book;

/// Which push becomes the position of a book.
public enum Policy {
    /// The last one, wherever in the book it is, as in the official server.
    NEWEST,
    /// The last one, unless it is before the position the book has.
    FURTHEST
}
