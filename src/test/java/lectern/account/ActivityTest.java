package lectern.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import lectern.account.ActivityLog.Entry;
import lectern.account.ActivityLog.Filter;
import lectern.account.Event.Outcome;
import lectern.db.DatabaseException;
import lectern.db.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

class ActivityTest {
    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    private TestServices services;
    private Activity activity;

    @BeforeEach
    void open() {
        services = TestServices.on(database.open());
        activity = services.activity();
    }

    @AfterEach
    void close() {
        services.close();
    }

    @Test
    void recordingWaitsForNothing() {
        assertThat(services.askedBy(() -> activity.record(push("a page")))).isZero();
    }

    @Test
    void whatHappensAgainWithinSecondsIsOneLine() {
        var first = services.stores().clock().instant();
        activity.record(push("a page"));
        activity.record(push("another"));
        services.stores().clock().goOn(Duration.ofSeconds(1));
        activity.record(push("a page"));
        activity.flush();
        activity.record(push("a page"));
        activity.flush();

        assertThat(services.stores().activityLog().list(Filter.ALL, 10))
                .containsExactlyInAnyOrder(
                        new Entry(first, 1, push("another")),
                        new Entry(first.plusSeconds(1), 2, push("a page")),
                        new Entry(first.plusSeconds(1), 1, push("a page")));
    }

    @Test
    void manyEventsAreWrittenInAFewSteps() {
        IntStream.range(0, 2500).forEach(i -> activity.record(push("page " + i)));

        assertThat(services.askedBy(activity::flush)).isEqualTo(3);
        assertThat(services.stores().activityLog().list(Filter.ALL, 3000)).hasSize(2500);
    }

    @Test
    void whatComesTooFastIsLeftOut() {
        IntStream.range(0, 10_500).forEach(i -> activity.record(push("page " + i)));
        activity.flush();

        assertThat(services.stores().activityLog().list(Filter.ALL, 20_000)).hasSize(10_000);
    }

    @Test
    void strangersCannotFillTheDisk() {
        var ana = Optional.of(services.claimed("ana").id());
        IntStream.range(0, 1000).forEach(i -> {
            activity.record(refused(Optional.empty(), "agent " + i));
            activity.record(refused(ana, "agent " + i));
        });
        activity.flush();

        assertThat(services.stores().activityLog().list(Filter.ALL, 2000)).hasSize(60);
        services.stores().clock().goOn(Duration.ofMinutes(1));
        activity.record(refused(ana, "later"));
        activity.flush();
        assertThat(services.stores().activityLog().list(Filter.ALL, 2000)).hasSize(61);
    }

    @Test
    void timesOfUseAreWrittenOnceForEachCredential() {
        var ana = services.claimed("ana");
        var session = services.stores().sessions().open(TestStores.owner(ana), TestStores.web());
        var via =
                services.stores().sessions().find(session.token()).orElseThrow().via();

        services.stores().clock().goOn(Duration.ofSeconds(5));
        IntStream.range(0, 100).forEach(_ -> activity.used(via));
        activity.used(new Credential.AccountPassword(true));

        assertThat(services.askedBy(activity::flush)).isEqualTo(1);
        assertThat(services.askedBy(activity::flush)).isZero();
        assertThat(services.stores().sessions().list(ana.id()))
                .extracting(Session::lastUsed)
                .containsExactly(services.stores().clock().instant());
    }

    @Test
    void itIsWrittenInTheBackgroundOnceItIsStarted() {
        activity.start();
        activity.record(push("a page"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        !services.stores().activityLog().list(Filter.ALL, 1).isEmpty());
    }

    @Test
    void closingWritesWhatWaits() {
        activity.start();
        activity.record(push("a page"));
        activity.close();

        assertThat(services.stores().activityLog().list(Filter.ALL, 10)).hasSize(1);
    }

    @Test
    void anOutageLosesEventsAndNothingElse() {
        var log = new FailingLog(services.stores().activityLog());
        try (var unlucky = new Activity(
                log,
                services.stores().deviceKeys(),
                services.stores().sessions(),
                services.stores().clock())) {
            unlucky.record(push("lost"));
            unlucky.flush();
            log.healthy = true;
            unlucky.record(push("kept"));
            unlucky.flush();
        }

        assertThat(services.stores().activityLog().list(Filter.ALL, 10))
                .extracting(Entry::event)
                .containsExactly(push("kept"));
    }

    private static Event push(String detail) {
        return new Event(Optional.empty(), Door.KOSYNC, "Kobo", "KOReader", "push a position", Outcome.DONE, detail);
    }

    private static Event refused(Optional<AccountId> account, String agent) {
        return new Event(account, Door.WEB, "", agent, "sign in", Outcome.REFUSED, "wrong password or key");
    }

    private static final class FailingLog implements ActivityLog {
        private final ActivityLog inner;
        private boolean healthy;

        private FailingLog(ActivityLog inner) {
            this.inner = inner;
        }

        @Override
        public void append(List<Entry> entries) {
            if (!healthy) {
                throw new DatabaseException.Unavailable("the database is away");
            }
            inner.append(entries);
        }

        @Override
        public List<Entry> list(Filter filter, int limit) {
            return inner.list(filter, limit);
        }

        @Override
        public List<Speaker> speakers(AccountId account, Instant since) {
            return inner.speakers(account, since);
        }

        @Override
        public int deleteSome(AccountId account, int limit) {
            return inner.deleteSome(account, limit);
        }

        @Override
        public int deleteExpired(Instant now, int limit) {
            return inner.deleteExpired(now, limit);
        }
    }
}
