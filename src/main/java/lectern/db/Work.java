package lectern.db;

/// What happens inside one transaction.
@FunctionalInterface
public interface Work<T> {
    T in(Tx tx);
}
