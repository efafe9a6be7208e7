package lectern.syncnode.entry;

import java.util.Optional;

import lectern.account.Account;
import lectern.account.Caller;

/// Who writes.
///
/// @param client what the device calls itself, so that it knows its own changes again in the feed
public record Author(Caller caller, Optional<String> client) {
    Account account() {
        return caller.account();
    }
}
