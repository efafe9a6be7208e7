package lectern.kosync.book;

/// Why a document belongs to a book.
public enum LinkKind {
    /// Somebody said so.
    MANUAL,
    /// Another file of the book has its name.
    FILENAME,
    /// It is the digest of the name of a file of the book: the same file in a program that matches by name.
    DIGEST,
    /// Calibre keeps both as formats of one book.
    LIBRARY
}
