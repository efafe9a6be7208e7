package lectern.account;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// How often one network may fail to sign in. What is being tried counts as failed until it has succeeded.
final class FailedSignIns {
    private final boolean on;
    private final Limiter byNetworkAndName;
    private final Limiter byNetwork;

    FailedSignIns(boolean on, InstantSource clock) {
        this.on = on;
        this.byNetworkAndName = new Limiter(10, Duration.ofMinutes(1), clock);
        this.byNetwork = new Limiter(100, Duration.ofMinutes(1), clock);
    }

    Optional<Duration> begin(Visitor visitor, String name) {
        return on
                ? byNetworkAndName.take(pair(visitor, name)).or(() -> byNetwork.take(visitor.network()))
                : Optional.empty();
    }

    void succeeded(Visitor visitor, String name) {
        byNetworkAndName.clear(pair(visitor, name));
        byNetwork.giveBack(visitor.network());
    }

    /// It was not tried after all.
    void abandoned(Visitor visitor, String name) {
        byNetworkAndName.giveBack(pair(visitor, name));
        byNetwork.giveBack(visitor.network());
    }

    private static String pair(Visitor visitor, String name) {
        return visitor.network() + " " + Tokens.hash(AccountName.lookupForm(name)); // hashed, as names can be long
    }
}
