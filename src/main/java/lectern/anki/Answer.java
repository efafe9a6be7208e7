package lectern.anki;

import java.io.IOException;

import lectern.account.Caller;
import lectern.anki.wire.Payload;
import lectern.anki.wire.SyncRequest;

/// What a method does for somebody who has signed in. It throws [lectern.anki.wire.Refusal] for what it refuses, and
/// [lectern.account.StaleAccount] when the account has changed since: then it is asked once more, if it can be.
@FunctionalInterface
public interface Answer {
    Payload to(Caller caller, SyncRequest request) throws IOException;
}
