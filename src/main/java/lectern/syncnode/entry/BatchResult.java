package lectern.syncnode.entry;

import java.util.List;
import java.util.Optional;

/// What comes of a batch, one item for each operation, in order.
public sealed interface BatchResult {
    /// All of it was done.
    ///
    /// @param position of the caller's feed afterwards
    record Applied(List<Step> steps, long position) implements BatchResult {
        public Applied {
            steps = List.copyOf(steps);
        }
    }

    /// Nothing was changed.
    ///
    /// @param obstacles empty for an operation that would have been carried out
    record Refused(List<Optional<Obstacle>> obstacles) implements BatchResult {
        public Refused {
            obstacles = List.copyOf(obstacles);
        }
    }

    sealed interface Step {
        record Put(Written written) implements Step {}

        record Delete(Deleted deleted) implements Step {}

        record Check() implements Step {}

        record Read(Outcome<Found> found) implements Step {}
    }
}
