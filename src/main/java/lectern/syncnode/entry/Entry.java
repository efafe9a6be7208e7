package lectern.syncnode.entry;

import java.time.Instant;
import java.util.Optional;

import lectern.account.AccountName;

/// One version of a store as one account sees it, without its bytes.
///
/// @param name what the caller calls it; see [Listed#key] for what finds it
/// @param own whether it is in the caller's own namespace; else somebody shares it
/// @param owner the account it is charged to; empty for a moment after that was deleted
/// @param position where its last change stands in the caller's feed
public record Entry(
        Address address,
        StoreName name,
        boolean own,
        Optional<AccountName> owner,
        Permission permission,
        Token token,
        Properties properties,
        Instant created,
        Instant modified,
        long position) {

    /// Another version of the same store.
    Entry with(Token token, Properties properties, Instant modified) {
        return new Entry(address, name, own, owner, permission, token, properties, created, modified, position);
    }
}
