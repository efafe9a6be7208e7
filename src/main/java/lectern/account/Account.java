package lectern.account;

import java.time.Instant;
import java.util.Optional;

/// One person, as read at some moment. Whoever writes on its behalf passes it to [StampGuard] first, which refuses when
/// it has changed since.
///
/// @param keysOnly the account's password opens the web only, every other door wants a device key
/// @param claimed a clear password was set or accepted at a door other than KOReader's, so the sniffable MD5 no longer
/// manages the account
/// @param stamp rises whenever something changes that a signed-in request relies on
public record Account(
        AccountId id,
        AccountName name,
        Optional<MailAddress> mail,
        Role role,
        boolean disabled,
        boolean keysOnly,
        boolean claimed,
        long stamp,
        Instant createdAt) {}
