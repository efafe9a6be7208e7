package lectern.syncnode.wire;

import lectern.account.Rate;

/// How often something may be asked before it is [SyncNodeError.RateLimited], in the words of the RateLimit fields.
public record RatePolicy(String name, long most, long seconds) {
    public static final RatePolicy SIGN_IN = new RatePolicy("sign-in", 10, 60);
    public static final RatePolicy REGISTRATION = new RatePolicy("registration", 10, 60);
    public static final RatePolicy RESET = new RatePolicy("reset", 3, 3600);
    public static final RatePolicy UNKNOWN_USERS = new RatePolicy("unknown-users", 10, 60);

    /// Of everything that an account asks.
    public static RatePolicy requests(Rate rate) {
        return new RatePolicy("requests", rate.atOnce(), Rate.BURST.toSeconds());
    }

    String policy() {
        return "\"%s\";q=%d;w=%d".formatted(name, most, seconds);
    }

    String usedUpFor(long secondsLeft) {
        return "\"%s\";r=0;t=%d".formatted(name, secondsLeft);
    }
}
