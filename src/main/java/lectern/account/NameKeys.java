package lectern.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import lectern.db.Database;

/// The [NameKey] of every account. They are kept in memory, because an account's never changes.
public final class NameKeys {
    private static final String SALT = "select key_salt from account where id = ?";
    private static final int KEPT = 10_000;

    private final Database db;
    private final Privacy privacy;
    private final Cache<AccountId, NameKey> known =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    public NameKeys(Database db, Privacy privacy) {
        this.db = db;
        this.privacy = privacy;
    }

    /// Not to be called inside a transaction, for it may read. Throws [StaleAccount] when the account is gone.
    public NameKey of(AccountId account) {
        var kept = known.getIfPresent(account);
        if (kept != null) {
            return kept;
        }
        var salt = db.lookUp(SALT, row -> row.bytes("key_salt"), account.value());
        var key = privacy.names(salt.orElseThrow(StaleAccount::new));
        known.put(account, key);
        return key;
    }
}
