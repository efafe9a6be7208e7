package lectern.syncnode.concurrency;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Whether operations that overlapped can be put into an order in which each says what a thing without any concurrency
/// would have said, and in which none stands before another that had ended before it began.
///
/// This is the search of Wing and Gong (1993): take any operation that no other had to precede, apply it to the state,
/// go on with the rest, and go back when nothing fits. As Lowe (2017) showed, it is fast enough when it remembers
/// which operations were already taken with which state as the result: arriving there again cannot end otherwise.
/// Histories of different keys are searched apart, because a thing is linearizable when each of its parts is.
final class Linearizability<S extends Record> {
    private final List<? extends Operation<S>> history;
    private final Set<Reached<S>> reached = new HashSet<>();
    private BitSet farthest = new BitSet();

    private Linearizability(List<? extends Operation<S>> history) {
        this.history = history.stream()
                .sorted(Comparator.comparingLong(Operation::began))
                .toList();
    }

    /// What somebody asked, and was told. The two times are of one clock.
    interface Operation<S> {
        long began();

        long ended();

        /// What is left of a state by this operation; empty when it would have been told something else.
        Optional<S> after(S before);
    }

    private record Reached<S>(BitSet taken, S state) {}

    /// Why there is no such order, in words; empty when there is one.
    static <S extends Record> Optional<String> violation(S initial, List<? extends Operation<S>> history) {
        var search = new Linearizability<S>(history);
        return search.canFinish(new BitSet(), initial) ? Optional.empty() : Optional.of(search.whereItEnded());
    }

    private boolean canFinish(BitSet taken, S state) {
        if (taken.cardinality() == history.size()) {
            return true;
        }
        if (!reached.add(new Reached<>(taken, state))) {
            return false;
        }
        if (taken.cardinality() > farthest.cardinality()) {
            farthest = taken;
        }
        return possibleNext(taken)
                .anyMatch(next -> history.get(next)
                        .after(state)
                        .filter(after -> canFinish(with(taken, next), after))
                        .isPresent());
    }

    /// Operations that began before any other that is left had ended.
    private IntStream possibleNext(BitSet taken) {
        long firstEnd = Long.MAX_VALUE;
        var possible = IntStream.builder();
        for (int i = taken.nextClearBit(0);
                i < history.size() && history.get(i).began() <= firstEnd;
                i = taken.nextClearBit(i + 1)) {
            possible.add(i);
            firstEnd = Math.min(firstEnd, history.get(i).ended());
        }
        return possible.build();
    }

    private static BitSet with(BitSet taken, int next) {
        var more = (BitSet) taken.clone();
        more.set(next);
        return more;
    }

    private String whereItEnded() {
        var text = new StringBuilder("at most %d of %d operations can be put into an order; none of these can be next:"
                .formatted(farthest.cardinality(), history.size()));
        possibleNext(farthest).forEach(next -> text.append("\n  ").append(history.get(next)));
        return text.toString();
    }
}
