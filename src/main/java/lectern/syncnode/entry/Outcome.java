package lectern.syncnode.entry;

import java.util.function.Function;

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

    default T orElseThrow(Function<Obstacle, ? extends RuntimeException> refusal) {
        return switch (this) {
            case Done<T>(var result) -> result;
            case Refused<T>(var obstacle) -> throw refusal.apply(obstacle);
        };
    }
}
