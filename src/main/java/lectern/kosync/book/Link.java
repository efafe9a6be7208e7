package lectern.kosync.book;

/// A document that belongs to the book of another.
///
/// @param canonical the document the book is called by; it belongs to no other book
public record Link(DocumentId document, DocumentId canonical, LinkKind kind) {}
