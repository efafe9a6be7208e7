package lectern.wire;

/// What every reply of one protocol keeps to, whatever was asked.
@FunctionalInterface
public interface Manners {
    /// Fails the test when the reply breaks them.
    void check(Asked asked, Reply reply);

    default Manners and(Manners others) {
        return (asked, reply) -> {
            check(asked, reply);
            others.check(asked, reply);
        };
    }
}
