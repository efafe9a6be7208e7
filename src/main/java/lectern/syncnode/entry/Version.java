package lectern.syncnode.entry;

import java.time.Instant;
import java.util.Optional;

import lectern.account.AccountName;

/// One version in the history of a store.
///
/// @param by who wrote it; empty when that account is gone
/// @param current whether it is the one that is there now; none is in the history of a deleted store
public record Version(
        Token token, Properties properties, Instant modified, Optional<AccountName> by, boolean current) {}
