package lectern.syncnode.wire;

/// How often something may be asked before it is [SyncNodeError.RateLimited], in the words of the RateLimit fields.
public enum RatePolicy {
    SIGN_IN("sign-in", 10, 60),
    REGISTRATION("registration", 10, 60),
    RESET("reset", 3, 3600);

    private final String policy;
    private final int most;
    private final int seconds;

    RatePolicy(String policy, int most, int seconds) {
        this.policy = policy;
        this.most = most;
        this.seconds = seconds;
    }

    String policy() {
        return "\"%s\";q=%d;w=%d".formatted(policy, most, seconds);
    }

    String usedUpFor(long secondsLeft) {
        return "\"%s\";r=0;t=%d".formatted(policy, secondsLeft);
    }
}
