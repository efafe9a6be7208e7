package lectern.syncnode;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

import lectern.account.Caller;
import lectern.account.Limiter;
import lectern.account.Rate;
import lectern.syncnode.wire.RatePolicy;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SyncNodeError;

/// How often one account may do what others would notice.
final class Limits {
    private final Optional<Rate> requests;
    private final Optional<Limiter> unknownUsers;

    Limits(SyncNodeSettings settings, InstantSource clock) {
        this.requests = settings.rate() == 0 ? Optional.empty() : Optional.of(new Rate(settings.rate(), clock));
        var names = RatePolicy.UNKNOWN_USERS;
        this.unknownUsers = settings.limits()
                ? Optional.of(new Limiter((int) names.most(), Duration.ofSeconds(names.seconds()), clock))
                : Optional.empty();
    }

    /// Counts a request of somebody who is signed in. Answers how long the account should rest, once half of what it
    /// may ask at once is used up.
    Optional<Duration> request(Caller caller) {
        return requests.flatMap(rate -> {
            var turn = rate.take(key(caller));
            if (turn.refused()) {
                throw new Refusal(new SyncNodeError.RateLimited(RatePolicy.requests(rate), turn.retryAfter()));
            }
            return Optional.of(turn.ahead().minus(Rate.BURST.dividedBy(2))).filter(Duration::isPositive);
        });
    }

    /// Whoever named too many accounts that do not exist is trying names, and is told of none for a while.
    void refuseGuessing(Caller caller) {
        unknownUsers.flatMap(limiter -> limiter.closed(key(caller))).ifPresent(wait -> {
            throw new Refusal(new SyncNodeError.RateLimited(RatePolicy.UNKNOWN_USERS, wait));
        });
    }

    void guessed(Caller caller, int names) {
        unknownUsers.ifPresent(limiter -> {
            for (int i = 0; i < names; i++) {
                var _ = limiter.take(key(caller));
            }
        });
    }

    private static String key(Caller caller) {
        return caller.account().id().value();
    }
}
