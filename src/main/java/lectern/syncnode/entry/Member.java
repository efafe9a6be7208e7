package lectern.syncnode.entry;

import lectern.account.AccountName;

/// Somebody who may use a store.
public record Member(AccountName user, Permission permission) {}
