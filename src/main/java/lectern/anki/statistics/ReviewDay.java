package lectern.anki.statistics;

import java.time.Duration;
import java.time.LocalDate;

/// The answers of one day of studying, by what the card was at that time. What is changed by hand or by a new
/// schedule is no answer.
///
/// @param filtered given in a filtered deck before the card was due
/// @param passed of all answers those that were not *Again*
/// @param time that was spent on all of them
public record ReviewDay(
        LocalDate date,
        long learning,
        long young,
        long mature,
        long relearning,
        long filtered,
        long passed,
        Duration time) {
    static ReviewDay none(LocalDate date) {
        return new ReviewDay(date, 0, 0, 0, 0, 0, 0, Duration.ZERO);
    }

    ReviewDay plus(ReviewDay other) {
        return new ReviewDay(
                date,
                learning + other.learning,
                young + other.young,
                mature + other.mature,
                relearning + other.relearning,
                filtered + other.filtered,
                passed + other.passed,
                time.plus(other.time));
    }

    public long answers() {
        return learning + young + mature + relearning + filtered;
    }
}
