package lectern.account;

import java.util.function.Function;

/// The one way in, for every protocol.
///
/// A good credential is remembered, so that a later request with it costs neither a password hash nor a look into the
/// database. What was remembered may have changed since: whatever is done for the caller must check its stamp
/// ([StampGuard]) in the transaction that does it, and [#answer] is how a protocol copes when it did.
@SuppressWarnings("DoNotCallSuggester") // until it is filled in
public final class SignIn {

    /// May answer from memory.
    public SignInResult signIn(Presented presented, Door door, Visitor visitor) {
        throw new UnsupportedOperationException(presented + " " + door + " " + visitor);
    }

    /// Answers from the database: for requests that do nothing else and so would not notice a change.
    public SignInResult signInAnew(Presented presented, Door door, Visitor visitor) {
        throw new UnsupportedOperationException(presented + " " + door + " " + visitor);
    }

    /// Signs in and works with the result. When the work throws [StaleAccount], does both once more, from the database;
    /// a second time it is thrown to the caller.
    public <T> T answer(Presented presented, Door door, Visitor visitor, Function<SignInResult, T> work) {
        try {
            return work.apply(signIn(presented, door, visitor));
        } catch (StaleAccount _) {
            return work.apply(signInAnew(presented, door, visitor));
        }
    }
}
