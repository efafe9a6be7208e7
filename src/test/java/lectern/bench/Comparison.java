package lectern.bench;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import lectern.bench.Requests.Kind;

/// Two servers asked in turns, so that whatever else the machine does is done to both, and the medians of the rounds,
/// so that a round in which it did much does not count.
final class Comparison {
    private static final int WARM_UP_SECONDS = 12;

    private final List<Round> rounds;

    Comparison(Kind kind, int rounds, Target base, Target other) {
        base.warmUp(kind, WARM_UP_SECONDS);
        other.warmUp(kind, WARM_UP_SECONDS);
        this.rounds = IntStream.range(0, rounds)
                .mapToObj(round -> round % 2 == 0
                        ? new Round(base.measure(kind), other.measure(kind))
                        : Round.reversed(other.measure(kind), base.measure(kind)))
                .toList();
    }

    static void head() {
        System.out.printf("%-28s %10s %8s %8s %8s %9s%n", "", "answers/s", "p50 ms", "p99 ms", "cpu µs", "of above");
    }

    /// `goal` is the share in per cent that the second is to reach, 0 for none.
    void print(String baseName, String otherName, int goal) {
        line(baseName, Round::base, "");
        double share = 100 * median(round -> round.other().rate() / round.base().rate());
        line(otherName, Round::other, "%8.0f %%%s".formatted(share, goal == 0 ? "" : "   to reach: " + goal + " %"));
    }

    private void line(String name, Function<Round, Measured> side, String share) {
        System.out.printf(
                "%-28s %,10.0f %8.2f %8.2f %8.1f %s%n",
                name,
                median(round -> side.apply(round).rate()),
                median(round -> side.apply(round).p50()),
                median(round -> side.apply(round).p99()),
                median(round -> side.apply(round).cpu()),
                share);
    }

    private double median(ToDoubleFunction<Round> number) {
        return rounds.stream().mapToDouble(number).sorted().toArray()[rounds.size() / 2];
    }

    private record Round(Measured base, Measured other) {
        static Round reversed(Measured other, Measured base) {
            return new Round(base, other);
        }
    }
}
