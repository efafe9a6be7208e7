package lectern.kosync.book;

import java.util.List;

import lectern.account.Account;

/// Which documents are one book. The links of an account form groups, and every group is flat: one canonical
/// document and its members. Where a book stands is the newest position any of them pushed; none of those is lost
/// by linking.
///
/// Every method is one atomic step, durable on return, callable from any thread, and refused as stale when the
/// account changed since it was authorised.
public interface Links {
    /// Joins the documents and all they are linked to already. The book is called by the first of them that has
    /// progress, else by the first; where that one is linked already, by what its book is called. Linking again
    /// changes nothing.
    LinkResult link(Account account, SameBook wish);

    /// Takes one document out of its book: it stands again where it stood itself last, and is never linked to these
    /// documents again but by hand. False when it is linked to none, also for a book's canonical document.
    boolean unlink(Account account, DocumentId document);

    /// The merges by hand that made the book what it is, the newest first. Only the first of them can be taken back;
    /// then the next one is the first. Of an account the newest hundred are known.
    List<Merge> merges(Account account, DocumentId document);

    /// Takes the book's newest merge back: the former books have the links, labels and policies they had, and
    /// stand where they stood, or where their own documents were pushed to since. A label or policy given since
    /// stays with the book that gave its name. A document that came since goes with the former book that has a
    /// file of its name, else with that one too; what left since stays away. A document that only the merge had
    /// made known goes, unless it was pushed. False when this is not the newest merge of the book.
    boolean undo(Account account, DocumentId document, Merge.Id merge);

    /// Every document that is not canonical, ordered by book and then by document.
    List<Link> list(Account account, Page page);
}
