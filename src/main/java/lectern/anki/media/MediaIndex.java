package lectern.anki.media;

import java.util.List;

import lectern.account.Account;
import lectern.account.AccountData;
import lectern.blob.LostBlob;

/// The media files of each account, and one counter for each account, the update sequence number: every change
/// raises it by one and stamps the changed file with it, so no two files of an account ever have the same. A file
/// that comes again as it is, and the deletion of a file that is not there, are no changes.
///
/// Every method is one atomic step, durable on return, callable from any thread, and throws [StaleAccount] when the
/// account changed since it signed in.
public interface MediaIndex extends AccountData {
    /// More than a client ever sends at once; three rows change for each.
    int MOST_EDITS = 300;

    /// The number of the last change; 0 when there was none.
    long usn(Account account);

    /// How many files there are.
    long files(Account account);

    /// How large all of them are together.
    long bytes(Account account);

    /// What changed after that number, in the order of the numbers.
    List<MediaChange> changes(Account account, long after, int limit);

    /// The files of these names, from the first on. Ends before the first that is not there, and before the sizes
    /// sum up to more than `enough`; the first file comes whatever its size.
    List<MediaFile> find(Account account, List<MediaName> names, long enough);

    /// Makes at most [#MOST_EDITS] edits, in order, and returns the counter afterwards. Blobs are claimed here;
    /// one that turns out not to be needed stays unclaimed.
    ///
    /// @throws LostBlob when bytes were given up before; nothing was changed
    long apply(Account account, List<MediaEdit> edits);

    /// Everything that is known of what changed after that number, in the order of the numbers.
    List<MediaRecord> records(Account account, long after, int limit);

    /// Continues with what another server kept: at most [#MOST_EDITS] lines with the numbers they had there, which
    /// rise and are above the counter. The counter becomes `usn`, or stays when it is higher. Claims blobs as
    /// [#apply] does.
    ///
    /// @throws IllegalArgumentException when a number is not above the counter or is above `usn`; nothing was
    ///   changed
    void restore(Account account, List<MediaRecord> records, long usn);
}
