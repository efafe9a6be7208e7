package lectern.syncnode.feed;

import java.util.Base64;
import java.util.Optional;

import lectern.account.AccountId;
import lectern.account.Privacy;
import lectern.account.ServerIdentities;
import lectern.syncnode.entry.Mark;

/// Cursors as clients get them: sealed, so that they can neither be made nor changed, and of use to one account only.
public final class Cursors {
    private final Privacy privacy;
    private final ServerIdentities identities;

    public Cursors(Privacy privacy, ServerIdentities identities) {
        this.privacy = privacy;
        this.identities = identities;
    }

    /// For somebody who knows everything up to a position.
    String at(AccountId account, long position) {
        return seal(account, new Cursor(epoch(), Mark.at(position)));
    }

    /// Changes when a backup is put back, also while the server runs.
    String epoch() {
        return identities.find().orElseThrow().feedEpoch();
    }

    String seal(AccountId account, Cursor cursor) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(privacy.seal(cursor.text(), account));
    }

    /// Empty when the text was not handed out to that account.
    Optional<Cursor> open(AccountId account, String text) {
        return bytes(text).flatMap(bytes -> privacy.openIfOurs(bytes, account)).flatMap(Cursor::parse);
    }

    private static Optional<byte[]> bytes(String text) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
