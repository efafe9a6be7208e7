package lectern.account;

import java.time.Duration;
import java.util.Optional;

/// How knocking ended.
public sealed interface SignInResult {

    record SignedIn(Caller caller) implements SignInResult {}

    /// Wrong, whatever the reason: the visitor gets one and the same answer. The reason, and the account that was meant
    /// if there is one, are for the activity log.
    record Refused(Reason reason, Optional<AccountId> account) implements SignInResult {}

    /// Too many failures; nothing was checked, so a protocol must not answer "wrong password".
    record Limited(Duration retryAfter) implements SignInResult {}

    /// Too many passwords are being checked at this moment.
    record Busy(Duration retryAfter) implements SignInResult {}

    /// Why somebody was refused, in words for the owner and the operator.
    enum Reason {
        UNKNOWN_NAME("no account has this name"),
        WRONG_PASSWORD("wrong password or key"),
        DISABLED("the account is disabled"),
        KEYS_ONLY("right password, but this account takes device keys only"),
        OTHER_DOOR("right device key or session, but it opens another door"),
        NEEDS_CLEAR_PASSWORD("the imported password does not work here before it was used at another door"),
        ENDED_SESSION("the session is unknown, ended or expired");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
