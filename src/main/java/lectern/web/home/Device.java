package lectern.web.home;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import lectern.account.ActivityLog.Entry;
import lectern.account.Door;

/// Something that speaks for an account, or could: a reader, an Anki program, an app.
///
/// @param name what its owner calls it, or it itself; may be empty
/// @param program what it says that it is; may be empty
/// @param done what it did last
/// @param refused what it was refused last
/// @param failed what went wrong for it last, by a fault of the server
/// @param signedIn when its key or session was used last
/// @param isKnown whether it ever got in, or has a key with which it can
/// @param days the last thirty, the oldest first
public record Device(
        Door door,
        String name,
        String program,
        Optional<Entry> done,
        Optional<Entry> refused,
        Optional<Entry> failed,
        Optional<Instant> signedIn,
        boolean isKnown,
        List<Day> days) {
    public Device {
        days = List.copyOf(days);
    }

    /// How it went on one day.
    ///
    /// @param done how often it got what it asked for
    /// @param refused how often it did not
    public record Day(LocalDate date, long done, long refused) {}

    public String title() {
        return name.isEmpty() ? program : name;
    }

    /// When it was heard of last. Nothing of it got through when this is empty.
    public Optional<Instant> spoke() {
        return Stream.concat(done.map(Entry::at).stream(), signedIn.stream()).max(Instant::compareTo);
    }

    /// What stands between it and its data: the last thing that went wrong, unless something went well since.
    public Optional<Entry> trouble() {
        return Stream.concat(refused.stream(), failed.stream())
                .filter(entry ->
                        done.map(Entry::at).filter(entry.at()::isBefore).isEmpty())
                .max((one, other) -> one.at().compareTo(other.at()));
    }

    /// How often it was refused since something went well, to the day.
    long refusals() {
        var last = days.stream().filter(day -> day.done() > 0).map(Day::date).max(LocalDate::compareTo);
        return days.stream()
                .filter(day -> last.isEmpty() || !day.date().isBefore(last.get()))
                .mapToLong(Day::refused)
                .sum();
    }

    /// How many of the thirty days it spoke on.
    long active() {
        return days.stream().filter(day -> day.done() > 0).count();
    }

    /// Since how many days it has been silent, when it used to speak more often than that: never longer than half of
    /// it.
    Optional<Long> unusuallySilent() {
        var dates = days.stream().filter(day -> day.done() > 0).map(Day::date).toList();
        if (dates.size() < FAMILIAR) {
            return Optional.empty();
        }
        long longest = 1;
        for (int i = 1; i < dates.size(); i++) {
            longest = Math.max(longest, ChronoUnit.DAYS.between(dates.get(i - 1), dates.get(i)));
        }
        long silent = ChronoUnit.DAYS.between(dates.getLast(), days.getLast().date());
        return silent > Math.max(SHORT, 2 * longest) ? Optional.of(silent) : Optional.empty();
    }

    /// Days after which it can be said what is usual.
    private static final int FAMILIAR = 6;

    /// Days on which anybody may leave a device alone.
    private static final long SHORT = 3;
}
