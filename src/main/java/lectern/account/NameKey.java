package lectern.account;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Hashes the names that one account gives its stores, under a key of its own.
public final class NameKey {
    private final Hmac hmac;

    NameKey(Hmac hmac) {
        this.hmac = hmac;
    }

    /// 43 characters of base64url.
    public String hash(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac.of(name.getBytes(StandardCharsets.UTF_8)));
    }
}
