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

    /// Every document that is not canonical, ordered by book and then by document.
    List<Link> list(Account account, Page page);
}
