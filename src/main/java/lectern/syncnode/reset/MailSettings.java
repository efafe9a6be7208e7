package lectern.syncnode.reset;

import java.util.Optional;

import lectern.account.MailAddress;

/// How people are mailed.
///
/// @param link where a new password can be typed, with `{token}` in the place of the token; empty: the token alone is
///     sent
/// @param server what the server is called in a mail
public record MailSettings(SmtpSettings smtp, MailAddress from, Optional<String> link, String server) {}
