package lectern.anki.statistics;

import java.time.LocalDate;
import java.util.List;

/// How many days in a row something was answered.
///
/// @param current up to today, or to yesterday while today is still to come
public record Streak(long current, long longest) {
    /// @param days on which something was answered, in order
    static Streak of(List<LocalDate> days, LocalDate today) {
        long longest = 0;
        long run = 0;
        var last = LocalDate.MIN;
        for (var day : days) {
            run = last.equals(day.minusDays(1)) ? run + 1 : 1;
            longest = Math.max(longest, run);
            last = day;
        }
        return new Streak(last.isBefore(today.minusDays(1)) ? 0 : run, longest);
    }
}
