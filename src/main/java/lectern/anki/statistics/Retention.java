package lectern.anki.statistics;

import java.util.OptionalDouble;

/// How often cards were still known after a day or longer: what Anki calls the true retention.
public record Retention(Answers young, Answers mature) {
    static final Retention NONE = new Retention(Answers.NONE, Answers.NONE);

    /// The answers to cards of one age.
    ///
    /// @param failed answered with *Again*
    public record Answers(long passed, long failed) {
        static final Answers NONE = new Answers(0, 0);

        Answers plus(Answers other) {
            return new Answers(passed + other.passed, failed + other.failed);
        }

        public long all() {
            return passed + failed;
        }

        /// From 0 to 1; empty when nothing was asked.
        public OptionalDouble share() {
            return all() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) passed / all());
        }
    }

    Retention plus(Retention other) {
        return new Retention(young.plus(other.young), mature.plus(other.mature));
    }

    public Answers all() {
        return young.plus(mature);
    }
}
