package lectern.account;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/// Names one account for ever: it survives renaming, names the account's folders, and is never used again.
public record AccountId(String value) {
    public AccountId {
        if (!UUID.fromString(value).toString().equals(value)) {
            throw new IllegalArgumentException("an account id is a UUID in lower case");
        }
    }

    static AccountId random(SecureRandom random) {
        var bits = new byte[16];
        random.nextBytes(bits);
        bits[6] = (byte) ((bits[6] & 0x0f) | 0x40); // version 4: random
        bits[8] = (byte) ((bits[8] & 0x3f) | 0x80); // the variant of RFC 9562
        var halves = ByteBuffer.wrap(bits);
        return new AccountId(new UUID(halves.getLong(), halves.getLong()).toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
