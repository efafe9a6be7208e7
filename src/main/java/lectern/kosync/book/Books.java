package lectern.kosync.book;

import java.util.List;
import java.util.Optional;

import lectern.account.Account;
import lectern.account.AccountId;

/// What an account reads. Lists have only what has progress, the newest first.
///
/// Every method is one atomic step, durable on return, callable from any thread, and refused as stale when the
/// account changed since it was authorised. Wherever a book is meant, any of its documents names it.
public interface Books {
    /// One entry for each group of linked documents.
    List<Book> books(Account account, Page page);

    Optional<Book> book(Account account, DocumentId document);

    /// The documents of a book, its canonical one first; also of one that has no progress.
    List<Member> members(Account account, DocumentId document);

    /// One entry for each document, linked or not.
    List<Document> documents(Account account, Page page);

    /// What the public picture shows; asks for no stamp, because nobody signs in to see it.
    List<Book> card(AccountId account, CardOrder order, CardFilter filter, int limit);

    /// False when the book has no progress.
    boolean label(Account account, DocumentId document, Label label);

    /// False when the book has no label.
    boolean unlabel(Account account, DocumentId document);

    /// Empty goes back to the account's policy. False when the account does not know the document.
    boolean changePolicy(Account account, DocumentId document, Optional<Policy> policy);

    /// Changes label and policy of a book from what somebody saw to what they want, or nothing when it is another by
    /// now.
    EditResult edit(Account account, DocumentId document, Choices seen, Choices wanted);

    /// Keeps what the file itself says: its name, and in the metadata what stands in it. False when the account does
    /// not know the document.
    boolean describe(Account account, DocumentId document, FileName name, Metadata metadata);

    /// Removes one document with its history; a book it belongs to goes on without it. False when the account does
    /// not know it.
    boolean forgetDocument(Account account, DocumentId document);

    /// The document with that number, by the same rules. Empty when there is none.
    Optional<DocumentId> forgetDocument(Account account, long number);

    /// Removes a book: all its documents with their history, links, label and policy. False when the account does
    /// not know it.
    boolean forgetBook(Account account, DocumentId document);

    enum CardOrder {
        /// The largest percentage first, and of equal ones the newest.
        PROGRESS,
        /// The newest first.
        RECENT
    }

    enum CardFilter {
        EVERYTHING,
        /// Without books read to 99.5 % and more.
        UNFINISHED
    }
}
