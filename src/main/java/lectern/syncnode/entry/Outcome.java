package lectern.syncnode.entry;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What comes of a request: what was asked for, or what stood in the way. In the latter case nothing was changed.
public sealed interface Outcome<T> {
    record Done<T>(T result) implements Outcome<T> {}

    record Refused<T>(Obstacle obstacle) implements Outcome<T> {}

    static <T> Outcome<T> done(T result) {
        return new Done<>(result);
    }

    static <T> Outcome<T> refused(Obstacle obstacle) {
        return new Refused<>(obstacle);
    }

    default <U> Outcome<U> map(Function<T, U> change) {
        return then(result -> done(change.apply(result)));
    }

    /// Goes on with the result, if there is one.
    default <U> Outcome<U> then(Function<T, Outcome<U>> next) {
        return switch (this) {
            case Done<T>(var result) -> next.apply(result);
            case Refused<T>(var obstacle) -> refused(obstacle);
        };
    }

    /// The result, unless something stands in the way.
    static <T> Outcome<T> unless(Optional<Obstacle> obstacle, Supplier<Outcome<T>> otherwise) {
        return obstacle.isPresent() ? refused(obstacle.get()) : otherwise.get();
    }

    default T orElseThrow(Function<Obstacle, ? extends RuntimeException> refusal) {
        return switch (this) {
            case Done<T>(var result) -> result;
            case Refused<T>(var obstacle) -> throw refusal.apply(obstacle);
        };
    }
}
