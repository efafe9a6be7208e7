package lectern.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import lectern.account.Event.Outcome;

/// One who spoke at a door of devices, under the names that stand in the activity: what became of it last, and how
/// often
/// it spoke.
///
/// @param last the last of each outcome, the newest first
/// @param times for each outcome in the order of time
public record Speaker(Door door, String device, String client, List<ActivityLog.Entry> last, List<Times> times) {
    public Speaker {
        last = List.copyOf(last);
        times = List.copyOf(times);
    }

    /// How often it spoke within the quarter of an hour that began `at`: days begin in every time zone with one.
    public record Times(Instant at, Outcome outcome, long number) {}

    public Optional<ActivityLog.Entry> last(Outcome outcome) {
        return last.stream().filter(entry -> entry.event().outcome() == outcome).findFirst();
    }
}
