package lectern.syncnode.feed;

import lectern.account.Caller;
import lectern.account.Door;
import lectern.account.Presented;
import lectern.account.SignIn;
import lectern.account.SignInResult.Busy;
import lectern.account.SignInResult.Limited;
import lectern.account.SignInResult.Refused;
import lectern.account.SignInResult.SignedIn;
import lectern.account.Visitor;
import lectern.syncnode.wire.RatePolicy;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SyncNodeError;

/// The session that somebody follows changes with. It is shown again as long as that lasts.
record Pass(Presented.Token session, Visitor visitor) {
    /// Throws [Refusal] when the session has ended.
    Caller caller(SignIn signIn) {
        return switch (signIn.signInAnew(session, Door.STORE, visitor)) {
            case SignedIn(var caller) -> caller;
            case Refused(var reason, var _) -> throw new Refusal(new SyncNodeError.BadToken(reason));
            case Limited(var wait) -> throw new Refusal(new SyncNodeError.RateLimited(RatePolicy.SIGN_IN, wait));
            case Busy(var wait) -> throw new Refusal(new SyncNodeError.Busy(wait));
        };
    }
}
