package lectern.anki.schema;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StudyDaysTest {
    private static final Optional<ZoneOffset> BERLIN = Optional.of(ZoneOffset.ofHours(1));
    private static final Optional<ZoneOffset> BERLIN_IN_SUMMER = Optional.of(ZoneOffset.ofHours(2));
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T11:00:00Z");

    private static StudyDay day(StudyDays days, String now) {
        return days.at(Instant.parse(now));
    }

    private static StudyDay expected(long number, String date, String end) {
        return new StudyDay(number, LocalDate.parse(date), Instant.parse(end));
    }

    @Test
    void aDayBeginsSomeHoursAfterMidnightWhereTheOwnerIs() {
        var days = new StudyDays(NEW_YEAR, Optional.of(4), BERLIN, BERLIN);
        assertThat(day(days, "2026-01-01T11:00:00Z")).isEqualTo(expected(0, "2026-01-01", "2026-01-02T03:00:00Z"));
        assertThat(day(days, "2026-01-02T02:59:59Z")).isEqualTo(expected(0, "2026-01-01", "2026-01-02T03:00:00Z"));
        assertThat(day(days, "2026-01-02T03:00:00Z")).isEqualTo(expected(1, "2026-01-02", "2026-01-03T03:00:00Z"));
        assertThat(day(days, "2025-12-24T03:00:00Z").number()).isZero();
    }

    @Test
    void summerTimeMovesNoDay() {
        var days = new StudyDays(NEW_YEAR, Optional.of(4), BERLIN, BERLIN_IN_SUMMER);
        assertThat(day(days, "2026-07-01T01:59:59Z").number()).isEqualTo(180);
        assertThat(day(days, "2026-07-01T02:00:00Z")).isEqualTo(expected(181, "2026-07-01", "2026-07-02T02:00:00Z"));
    }

    @Test
    void beforeZonesWereWrittenDownDaysWereCountedFromTheFirstOne() {
        var days = new StudyDays(NEW_YEAR, Optional.of(4), Optional.empty(), BERLIN);
        assertThat(days.areCertain()).isFalse();
        assertThat(day(days, "2026-01-02T02:59:59Z")).isEqualTo(expected(0, "2026-01-01", "2026-01-02T03:00:00Z"));
        assertThat(day(days, "2026-01-02T03:00:00Z")).isEqualTo(expected(1, "2026-01-02", "2026-01-03T03:00:00Z"));
    }

    @Test
    void theFirstSchedulersDaysBeginWhenTheCollectionDid() {
        var days = new StudyDays(NEW_YEAR, Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(day(days, "2026-01-02T10:59:59Z")).isEqualTo(expected(0, "2026-01-01", "2026-01-02T11:00:00Z"));
        assertThat(day(days, "2026-01-02T11:00:00Z")).isEqualTo(expected(1, "2026-01-02", "2026-01-03T11:00:00Z"));
    }
}
