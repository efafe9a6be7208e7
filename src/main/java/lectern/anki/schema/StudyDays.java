package lectern.anki.schema;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

import lectern.db.Tx;

/// How a collection counts its days. Clients did it in three ways, and which of them follows from what the last
/// one wrote down: a collection of the first scheduler has days of 24 hours from the moment it was made; later
/// ones have an hour at which the day begins, at first in the zone of the device alone, since 2.1.28 in the one
/// where the collection was made as well.
///
/// @param dayStarts the hour; empty for the first scheduler
/// @param whereMade the zone of the device that made the collection
/// @param whereUsed the zone of the device that used it last
public record StudyDays(
        Instant created, Optional<Integer> dayStarts, Optional<ZoneOffset> whereMade, Optional<ZoneOffset> whereUsed) {
    private static final long FIRST_SCHEDULER = 1;
    private static final long USUAL_HOUR = 4;
    private static final long HOURS = 24;
    private static final Duration DAY = Duration.ofDays(1);
    private static final int WIDEST_OFFSET = 18 * 60; // of any time zone

    private static final String CREATED = "select crt from col";

    public static StudyDays read(Tx tx) {
        var config = new ConfigEntries(tx);
        var whereMade = offset(config.number("creationOffset")); // never written by the first scheduler
        boolean first = whereMade.isEmpty() && config.number("schedVer").orElse(FIRST_SCHEDULER) == FIRST_SCHEDULER;
        int hour = (int) Math.floorMod(config.number("rollover").orElse(USUAL_HOUR), HOURS);
        return new StudyDays(
                Instant.ofEpochSecond(tx.one(CREATED, row -> row.whole("crt")).orElseThrow()),
                first ? Optional.empty() : Optional.of(hour),
                whereMade,
                offset(config.number("localOffset")));
    }

    private static Optional<ZoneOffset> offset(OptionalLong minutesWest) {
        return minutesWest.isPresent() && Math.abs(minutesWest.getAsLong()) <= WIDEST_OFFSET
                ? Optional.of(ZoneOffset.ofTotalSeconds((int) minutesWest.getAsLong() * -60))
                : Optional.empty();
    }

    /// Whether everything is known that clients count with today.
    public boolean areCertain() {
        return whereMade.isPresent() && whereUsed.isPresent();
    }

    /// The day of that moment. A zone that nobody wrote down counts as UTC, as it does on the official server.
    public StudyDay at(Instant now) {
        var local = now.atOffset(whereUsed.orElse(ZoneOffset.UTC));
        return dayStarts.map(hour -> at(local, LocalTime.of(hour, 0))).orElseGet(() -> ofFirstScheduler(local));
    }

    private StudyDay at(OffsetDateTime now, LocalTime starts) {
        boolean begun = !now.toLocalTime().isBefore(starts);
        var date = begun ? now.toLocalDate() : now.toLocalDate().minusDays(1);
        var end = date.plusDays(1).atTime(starts).atOffset(now.getOffset()).toInstant();
        long number = whereMade
                .map(zone -> ChronoUnit.DAYS.between(created.atOffset(zone).toLocalDate(), date))
                .orElseGet(() ->
                        wholeDays(created.atOffset(now.getOffset()).with(starts).toInstant(), now.toInstant()));
        return new StudyDay(Math.max(0, number), date, end);
    }

    private StudyDay ofFirstScheduler(OffsetDateTime now) {
        long number = Math.max(0, wholeDays(created, now.toInstant()));
        var start = created.plus(DAY.multipliedBy(number));
        return new StudyDay(number, start.atOffset(now.getOffset()).toLocalDate(), start.plus(DAY));
    }

    private static long wholeDays(Instant from, Instant to) {
        return Duration.between(from, to).toDays();
    }
}
