package lectern.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import lectern.account.ActivityLog.Entry;
import lectern.account.ActivityLog.Filter;
import lectern.account.Event.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/// Every [ActivityLog] passes this; a new backend starts by making it pass.
interface ActivityLogContract {
    Instant START = Instant.parse("2026-03-01T08:00:00Z");

    TestStores stores();

    @Test
    default void whatHappenedIsListedNewestFirstAndFiltered() {
        var stores = stores();
        var ana = stores.account("ana").id();
        var push = entry(0, Optional.of(ana), Door.KOSYNC, Outcome.DONE);
        var refused = entry(1, Optional.of(ana), Door.KOSYNC, Outcome.REFUSED);
        var failed = entry(2, Optional.of(ana), Door.STORE, Outcome.FAILED);
        var stranger = entry(3, Optional.empty(), Door.WEB, Outcome.REFUSED);
        var log = stores.activityLog();

        log.append(List.of(push, refused));
        log.append(List.of(failed, stranger));

        assertThat(log.list(Filter.ALL, 10)).containsExactly(stranger, failed, refused, push);
        assertThat(log.list(Filter.ALL, 1)).containsExactly(stranger);
        assertThat(log.list(Filter.of(ana), 10)).containsExactly(failed, refused, push);
        assertThat(log.list(filter(Optional.of(Door.KOSYNC), Optional.empty()), 10))
                .containsExactly(refused, push);
        assertThat(log.list(filter(Optional.empty(), Optional.of(Outcome.REFUSED)), 10))
                .containsExactly(stranger, refused);
        var middle = new Filter(
                Optional.of(ana),
                Optional.empty(),
                Optional.empty(),
                Optional.of(refused.at()),
                Optional.of(failed.at()));
        assertThat(log.list(middle, 10)).containsExactly(refused);
    }

    @Test
    default void eachSpeakerIsListedWithItsLastEventsAndHowOftenItSpoke() {
        var stores = stores();
        var ana = stores.account("ana").id();
        var log = stores.activityLog();
        var first = spoken(START, 2, ana, Door.KOSYNC, "Kobo", Outcome.DONE);
        var again = spoken(START.plusSeconds(899), 3, ana, Door.KOSYNC, "Kobo", Outcome.DONE);
        var refused = spoken(START.plusSeconds(900), 1, ana, Door.KOSYNC, "Kobo", Outcome.REFUSED);
        var other = spoken(START.plusSeconds(5000), 1, ana, Door.ANKI, "Kobo", Outcome.DONE);
        log.append(List.of(
                spoken(START.minusMillis(1), 1, ana, Door.KOSYNC, "Kobo", Outcome.FAILED),
                first,
                again,
                refused,
                other,
                spoken(START, 1, ana, Door.WEB, "a browser", Outcome.DONE),
                spoken(START, 1, ana, Door.OPERATOR, "", Outcome.DONE),
                spoken(START, 1, stores.account("ben").id(), Door.KOSYNC, "Kobo", Outcome.DONE)));

        assertThat(log.speakers(ana, START))
                .containsExactly(
                        new Speaker(
                                Door.ANKI,
                                "Kobo",
                                "1.0",
                                List.of(other),
                                List.of(new Speaker.Times(START.plusSeconds(4500), Outcome.DONE, 1))),
                        new Speaker(
                                Door.KOSYNC,
                                "Kobo",
                                "1.0",
                                List.of(refused, again),
                                List.of(
                                        new Speaker.Times(START, Outcome.DONE, 5),
                                        new Speaker.Times(START.plusSeconds(900), Outcome.REFUSED, 1))));
        assertThat(log.speakers(ana, START.plusSeconds(5001))).isEmpty();
    }

    private static Entry spoken(Instant at, int times, AccountId account, Door door, String device, Outcome outcome) {
        return new Entry(at, times, new Event(Optional.of(account), door, device, "1.0", "push", outcome, ""));
    }

    @Test
    default void whatIsOlderThanNinetyDaysIsRemovedInBatches() {
        var stores = stores();
        var log = stores.activityLog();
        var entries = List.of(
                entry(0, Optional.empty(), Door.WEB, Outcome.DONE),
                entry(1, Optional.empty(), Door.WEB, Outcome.DONE),
                entry(2, Optional.empty(), Door.WEB, Outcome.DONE));
        log.append(entries);
        var third = entries.getLast().at().plus(Duration.ofDays(90));

        assertThat(log.deleteExpired(third, 1)).isEqualTo(1);
        assertThat(log.deleteExpired(third, 10)).isEqualTo(1);
        assertThat(log.list(Filter.ALL, 10)).containsExactly(entries.getLast());
    }

    @Test
    default void theDataOfAnAccountGoesInBatches() {
        var stores = stores();
        var ana = stores.account("ana").id();
        var log = stores.activityLog();
        var stranger = entry(0, Optional.empty(), Door.WEB, Outcome.DONE);
        log.append(List.of(
                stranger,
                entry(1, Optional.of(ana), Door.WEB, Outcome.DONE),
                entry(2, Optional.of(ana), Door.WEB, Outcome.DONE)));

        assertThat(log.deleteSome(ana, 1)).isEqualTo(1);
        assertThat(log.deleteSome(ana, 2)).isEqualTo(1);
        assertThat(log.list(Filter.ALL, 10)).containsExactly(stranger);
    }

    private static Entry entry(int second, Optional<AccountId> account, Door door, Outcome outcome) {
        return new Entry(
                START.plusSeconds(second),
                second + 1,
                new Event(account, door, "Kobo Libra", "KOReader/2026.03", "push a position", outcome, "Ünïcode %_"));
    }

    private static Filter filter(Optional<Door> door, Optional<Outcome> outcome) {
        return new Filter(Optional.empty(), door, outcome, Optional.empty(), Optional.empty());
    }
}
