package lectern.anki;

import java.util.Optional;

import lectern.anki.wire.Body;
import lectern.anki.wire.Payload;

/// What a client can ask for.
sealed interface Method permits SyncMethod, MediaMethod {
    /// The last part of its path, in exactly these letters.
    String wireName();

    Body body();

    /// What the client does with it, for the activity.
    String inWords();

    /// It is the last of several, so that the activity has one line for all of them. What goes wrong is always told.
    boolean completes();

    /// How a sentence reaches the user; empty where there is no way.
    Optional<Payload> sentence(String text);
}
