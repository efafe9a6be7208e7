package lectern.kosync.diary;

import java.time.ZoneId;

import lectern.account.Account;

/// Days of reading, counted from all positions an account's readers sent. They reach further back than the history:
/// what goes from there leaves a trace, until the document is forgotten.
public interface Diary {
    /// Everything known, by the days of that zone. One atomic step, callable from any thread, and refused as stale when
    /// the account changed since it was authorised.
    ReadingDays days(Account account, ZoneId zone);
}
