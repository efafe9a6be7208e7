package lectern.wire;

/// What every reply of one protocol keeps to, whatever was asked.
@FunctionalInterface
public interface Manners {
    /// Fails the test when the reply breaks them.
    void check(String method, String target, Reply reply);

    default Manners and(Manners others) {
        return (method, target, reply) -> {
            check(method, target, reply);
            others.check(method, target, reply);
        };
    }
}
