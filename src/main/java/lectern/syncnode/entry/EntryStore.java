package lectern.syncnode.entry;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import lectern.account.Account;
import lectern.account.AccountData;
import lectern.account.AccountId;
import lectern.account.Caller;
import lectern.account.Expiring;

/// The stores of all accounts.
///
/// Every method is one atomic step, durable on return, callable from any thread, and throws [StaleAccount] when the
/// account changed since it signed in. Writes to one store are made one after the other: of many with the same token
/// exactly one succeeds. Reads wait for no writer, and what was written before a read was asked for is seen by it.
///
/// A put or delete whose answer was lost may be sent again as it was: it is recognised as long as nothing else was
/// written meanwhile, and changes nothing. Everything else that was refused may be sent again as well, since nothing
/// of it was done. Bytes that were given up before a write came to claim them make it throw [LostBlob].
///
/// When an account is deleted, its stores have to go before its blobs: who inherits a store inherits its bytes.
///
/// What a caller's scope does not reach is refused as [Obstacle.OutOfScope] and left out of lists and feeds.
public interface EntryStore extends AccountData, Expiring {
    /// Accounts that may use one store. Each of them is written to with every change.
    int MOST_MEMBERS = 40;

    /// Operations in one batch; see [#mostOperations].
    int MOST_OPERATIONS = 200;

    /// Lines whose rows are asked for at once.
    int MOST_ROWS = 100;

    Outcome<Found> find(Caller caller, Reference reference);

    /// A version out of the history, for owners, also of a deleted store; or the current one, for every reader.
    ///
    /// @param token a text that is no token finds nothing
    Outcome<Found> find(Caller caller, Reference reference, String token);

    /// Whether a put could be carried out, before its body is read; [#put] checks everything again. What may be
    /// a put whose answer was lost is allowed, because only its body can tell.
    ///
    /// @param size of the body; 0 as long as it is unknown
    /// @param metaSize of the metadata
    Outcome<Allowed> check(Caller caller, Reference reference, Expected expected, long size, int metaSize);

    Outcome<Written> put(Author author, Operation.Put put);

    Outcome<Deleted> delete(Author author, Operation.Delete delete);

    /// Carries out all operations as one change with one position in every feed, or none of them.
    ///
    /// @param operations at most [#mostOperations]
    BatchResult batch(Author author, List<Operation> operations);

    /// How many operations one batch may have. Each writes a row of the store, one of its history, and one for every
    /// member, so a backend that takes 100 rows in one step answers less.
    default int mostOperations() {
        return MOST_OPERATIONS;
    }

    /// Everybody for an owner, owners first and then by name; for others only themselves.
    Outcome<List<Member>> members(Caller caller, Reference reference);

    /// Gives permissions, or changes them; others keep theirs. Answers how many changed.
    Outcome<Integer> share(Author author, Reference reference, List<Grant> grants);

    /// Takes permissions away. Who has none, known or not, is passed over. Everybody may leave; an owner may take
    /// anybody's. Answers how many were removed.
    Outcome<Integer> unshare(Author author, Reference reference, Collection<String> users);

    /// The history for an owner, the newest first, also of a deleted store as long as it can be brought back.
    Outcome<List<Version>> versions(Caller caller, Reference reference);

    /// Makes an old version the current one, under a new token. A deleted store comes back with its members.
    ///
    /// @param token a text that is no token finds nothing
    /// @param expected about the store as it is now
    Outcome<Written> restore(Author author, Reference reference, String token, Expected expected);

    /// Deleted stores that the caller may bring back, the last deleted first.
    List<Trashed> trash(Caller caller, int limit);

    Standing standing(Caller caller);

    /// All names, opened and sorted in memory. The rows are asked for afterwards, piece by piece, so together they
    /// are no snapshot: every store that did not change after [Index#position] is among them, and what changed is
    /// in the feed behind that position.
    ///
    /// @param prefix of the names; empty for all
    Index index(Caller caller, String prefix);

    /// The rows of at most [#MOST_ROWS] lines, in their order, without what is gone by now.
    List<Listed> rows(Caller caller, List<Index.Line> lines);

    /// What happened after a mark; from the beginning, every store there is, each as a put.
    ///
    /// @param prefix of the names; empty for all. A page may then hold nothing although there is more
    /// @param limit at least 1; what has one position is never split, so a page may hold a batch more than that
    Changes changes(Caller caller, Optional<Mark> since, String prefix, int limit);

    /// Of the feed; 0 while nothing has happened. Nobody is asked whether they may know it.
    long position(AccountId account);

    Quota quota(Account account);

    /// What the operator decides for one account. What is there already stays, even when it is more than that.
    void limit(AccountId account, QuotaLimit limit);

    QuotaLimit limit(AccountId account);

    /// Sets space aside for an upload, under the conditions of [#check]. A put that names the reservation uses it up.
    /// One that exists already is replaced.
    Outcome<Allowed> reserve(
            Caller caller, Reference reference, Expected expected, ReservationId id, long size, int metaSize);

    /// Gives the space back, if it was not used up.
    void release(ReservationId id);

    StoreFacts facts();

    /// Every version whose bytes are kept, as they came: at most `limit` of those after `number`.
    List<KeptVersion> kept(long number, int limit);
}
