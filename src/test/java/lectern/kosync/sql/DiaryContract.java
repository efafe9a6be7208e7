package lectern.kosync.sql;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import lectern.kosync.diary.Finished;
import lectern.kosync.diary.ReadingDay;
import lectern.kosync.diary.ReadingDays;

import static lectern.kosync.sql.TestReading.KINDLE;
import static lectern.kosync.sql.TestReading.document;
import static lectern.kosync.sql.TestReading.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

interface DiaryContract extends ReadingContract {
    Duration DAY = Duration.ofDays(1);

    @Test
    default void aDayIsHowMuchFurtherABookGot() {
        var reading = reading();
        reading.push(push("dune", "1", 0.05));
        reading.clock.pass(DAY);
        reading.push(push("dune", "2", 0.2));
        reading.push(push("dune", "3", 0.3));
        reading.push(push("emma", "3", 0.1));
        reading.clock.pass(DAY.multipliedBy(3));
        reading.push(push("dune", "4", 0.35));

        var days = days(reading).days();
        assertThat(days).hasSize(3);
        assertShare(days.get(0), 0.05);
        assertShare(days.get(1), 0.25 + 0.1);
        assertShare(days.get(2), 0.05);
        assertThat(days.get(1).books()).isEqualTo(Set.of(document("dune"), document("emma")));
        assertThat(days.get(2).date())
                .isEqualTo(today(reading))
                .isEqualTo(days.get(1).date().plusDays(3));
    }

    @Test
    default void leafingToTheNotesAndBackIsNotReading() {
        var reading = reading();
        reading.push(push("dune", "1", 0.1));
        reading.clock.pass(DAY);
        reading.push(push("dune", "9", 0.9));
        reading.push(push("dune", "2", 0.15));

        assertShare(days(reading).days().getLast(), 0.05);
    }

    @Test
    default void goingBackIsNoNegativeDay() {
        var reading = reading();
        reading.push(push("dune", "5", 0.5));
        reading.clock.pass(DAY);
        reading.push(push("dune", "1", 0.1));
        reading.clock.pass(DAY);
        reading.push(push("dune", "2", 0.2));

        assertThat(days(reading).days()).hasSize(1);
        assertShare(days(reading).days().getFirst(), 0.1);
    }

    @Test
    default void aBookThatComesFromElsewhereCountsFromThereOn() {
        var reading = reading();
        reading.push(push("dune", "5", 0.5));
        assertThat(days(reading).days()).isEmpty();
        reading.clock.pass(DAY);
        reading.push(push("dune", "6", 0.6));
        assertShare(days(reading).days().getFirst(), 0.1);
    }

    @Test
    default void devicesThatReadOneBookReadOn() {
        var reading = reading();
        reading.push(push("epub", "1", 0.1));
        reading.link("epub", "kepub");
        reading.clock.pass(DAY);
        reading.push(push("kepub", "3", 0.3, KINDLE));
        reading.clock.pass(DAY);
        reading.push(push("epub", "4", 0.4));

        var days = days(reading).days();
        assertShare(days.get(1), 0.2);
        assertShare(days.get(2), 0.1);
        assertThat(days).allSatisfy(day -> assertThat(day.books()).containsExactly(document("epub")));
    }

    @Test
    default void whatSomebodyRestoredIsNotRead() {
        var reading = reading();
        reading.push(push("dune", "1", 0.1));
        reading.push(push("dune", "6", 0.6));
        reading.clock.pass(DAY);
        reading.push(push("dune", "2", 0.2));
        reading.clock.pass(DAY);
        reading.push(push("dune", "3", 0.25));
        var old = reading.history("dune").get(1);
        reading.history.restore(reading.ana, document("dune"), old.id());
        reading.push(push("dune", "7", 0.7));

        assertShare(days(reading).days().getLast(), 0.05 + 0.1);
    }

    @Test
    default void daysAreThoseOfTheReadersZone() {
        var reading = reading();
        var midnight = today(reading).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        reading.clock.pass(Duration.between(reading.clock.now(), midnight.minusSeconds(90)));
        reading.push(push("dune", "1", 0.1));
        reading.clock.pass(Duration.ofMinutes(2));
        reading.push(push("dune", "2", 0.2));

        assertThat(days(reading).days()).hasSize(2);
        assertThat(reading.diary.days(reading.ana, ZoneId.of("Asia/Tokyo")).days())
                .singleElement()
                .satisfies(day -> assertShare(day, 0.2));
    }

    @Test
    default void pagesAreCountedWhereTheyAreKnown() {
        var reading = reading();
        reading.push(push("pdf", "20", 0.1));
        reading.push(push("epub", "/body/1", 0.1));
        reading.clock.pass(DAY);
        reading.push(push("pdf", "60", 0.3));
        reading.push(push("epub", "/body/2", 0.5));

        var day = days(reading).days().getLast();
        assertShare(day, 0.6);
        assertThat(day.pages()).isCloseTo(40, within(0.001));
    }

    @Test
    default void aBookIsFinishedOnceEachTimeItIsRead() {
        var reading = reading();
        reading.push(push("dune", "1", 0.5));
        reading.push(push("dune", "2", 0.999));
        reading.push(push("dune", "3", 1));
        var first = today(reading);
        reading.clock.pass(DAY);
        reading.push(push("dune", "0", 0));
        reading.push(push("dune", "3", 1));
        reading.push(push("leaflet", "1", 1));

        assertThat(days(reading).finished())
                .extracting(Finished::book)
                .containsExactly(document("leaflet"), document("dune"), document("dune"));
        assertThat(days(reading).finished().getLast().date()).isEqualTo(first);
    }

    @Test
    default void daysOutliveTheHistory() {
        var settings = TestSettings.history(2, Duration.ofDays(30));
        var reading = reading(settings);
        for (int day = 0; day < 32; day++) {
            reading.push(push("dune", "x", day * 0.01));
            reading.push(push("dune", "y", day * 0.01 + 0.005));
            reading.clock.pass(DAY);
        }
        reading.push(push("emma", "z", 0.1));
        var before = days(reading);
        assertThat(before.days()).hasSize(33);

        assertThat(reading.old.deleteExpired(reading.clock.now(), 7)).isEqualTo(7);
        assertSame(days(reading), before);
        while (reading.old.deleteExpired(reading.clock.now(), 1000) > 0) {}
        assertThat(reading.history("dune")).hasSize(2);
        assertSame(days(reading), before);

        reading.clock.pass(DAY.multipliedBy(40));
        while (reading.old.deleteExpired(reading.clock.now(), 1000) > 0) {}
        assertThat(reading.history("dune")).isEmpty();
        assertSame(days(reading), before);
    }

    @Test
    default void aForgottenBookLeavesNoTrace() {
        var reading = reading(TestSettings.history(2, Duration.ofDays(30)));
        IntStream.range(0, 32).forEach(nth -> {
            reading.push(push("dune", "x", nth * 0.01));
            reading.clock.pass(DAY);
        });
        while (reading.old.deleteExpired(reading.clock.now(), 1000) > 0) {}
        reading.books.forgetBook(reading.ana, document("dune"));
        assertThat(days(reading)).isEqualTo(new ReadingDays(List.of(), List.of()));

        int removed = 0;
        for (int some = 1; some > 0; removed += some) {
            some = reading.old.deleteExpired(reading.clock.now(), 5);
            assertThat(some).isLessThanOrEqualTo(5);
        }
        assertThat(removed).isEqualTo(2 + 30 + 1); // history, traces, and the note that it is forgotten
    }

    @Test
    default void othersReadForThemselves() {
        var reading = reading();
        reading.push(push("dune", "1", 0.1));
        assertThat(reading.diary.days(reading.ben, ZoneOffset.UTC).days()).isEmpty();
    }

    @Test
    default void daysInARowAreCounted() {
        var reading = reading();
        for (int day = 0; day < 6; day++) {
            if (day != 2) {
                reading.push(push("dune", "x", 0.05 + day * 0.01));
            }
            reading.clock.pass(DAY);
        }

        assertThat(days(reading).streak(today(reading))).isEqualTo(3); // today may still become one
        assertThat(days(reading).streak(today(reading).minusDays(1))).isEqualTo(3);
        assertThat(days(reading).streak(today(reading).plusDays(1))).isZero();
        assertThat(days(reading).longestStreak()).isEqualTo(3);
        assertThat(days(reading)
                        .between(today(reading).minusDays(2), today(reading))
                        .days())
                .hasSize(2);
        assertThat(days(reading).between(today(reading), today(reading)).longestStreak())
                .isZero();
    }

    private static ReadingDays days(TestReading reading) {
        return reading.diary.days(reading.ana, ZoneOffset.UTC);
    }

    private static LocalDate today(TestReading reading) {
        return reading.clock.now().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static void assertShare(ReadingDay day, double share) {
        assertThat(day.share()).isCloseTo(share, within(1e-9));
    }

    private static void assertSame(ReadingDays actual, ReadingDays expected) {
        assertThat(actual.days()).extracting(ReadingDay::date).isEqualTo(dates(expected));
        for (int i = 0; i < expected.days().size(); i++) {
            assertShare(actual.days().get(i), expected.days().get(i).share());
        }
    }

    private static List<LocalDate> dates(ReadingDays days) {
        return days.days().stream().map(ReadingDay::date).toList();
    }
}
