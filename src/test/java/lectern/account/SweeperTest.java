package lectern.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import lectern.account.ActivityLog.Entry;
import lectern.account.ActivityLog.Filter;
import lectern.account.Event.Outcome;
import lectern.db.DatabaseException;
import lectern.db.TestDatabase;

import static lectern.account.TestStores.owner;
import static lectern.account.TestStores.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SweeperTest {
    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    private TestStores stores;

    @BeforeEach
    void open() {
        stores = TestStores.on(database.open());
    }

    @Test
    void nothingOfADeletedAccountStays() {
        var ana = full("ana");
        var ben = full("ben");
        stores.accounts().delete(stores.again("ana"));

        assertThat(sweep(List.of())).isEqualTo(4);

        assertThat(stores.accounts().deleted(10)).isEmpty();
        assertThat(rowsOf(ana)).isZero();
        assertThat(rowsOf(ben)).isEqualTo(6);
        assertThat(sweep(List.of())).isZero();
    }

    @Test
    void muchGoesInBatchesThatAreNotTooLarge() {
        var ana = stores.account("ana");
        var batches = new ArrayList<Integer>();
        var left = new int[] {2500};
        AccountData much = (account, limit) -> {
            assertThat(account).isEqualTo(ana.id());
            var removed = Math.min(left[0], limit);
            left[0] -= removed;
            batches.add(removed);
            return removed;
        };
        stores.accounts().delete(ana);

        assertThat(sweep(List.of(much))).isEqualTo(2500);
        assertThat(batches).containsExactly(1000, 1000, 500);
    }

    @Test
    void anAccountIsForgottenOnlyWhenAllOfItsDataIsGone() {
        var ana = stores.account("ana");
        stores.accounts().delete(ana);
        AccountData broken = (_, _) -> {
            throw new DatabaseException.Unavailable("not now");
        };

        assertThatThrownBy(() -> sweep(List.of(broken))).isInstanceOf(DatabaseException.Unavailable.class);
        assertThat(stores.accounts().deleted(10)).containsExactly(ana.id());
        sweep(List.of());
        assertThat(stores.accounts().deleted(10)).isEmpty();
    }

    @Test
    void whatHasHadItsTimeGoes() {
        var ana = stores.account("ana");
        var life = new Session.Life.Sliding(Duration.ofDays(30), Duration.ofDays(60));
        stores.sessions().open(owner(ana), new Session.Request(SessionKind.STORE, "", "", life));
        stores.sessions().open(owner(ana), web());
        stores.invites()
                .add("", Role.MEMBER, 1, Optional.of(stores.clock().instant().plus(Duration.ofDays(7))));
        stores.activityLog().append(List.of(entry(ana.id())));
        assertThat(sweep(List.of())).isZero();

        stores.clock().goOn(Duration.ofDays(91));

        assertThat(sweep(List.of())).isEqualTo(3);
        assertThat(stores.activityLog().list(Filter.ALL, 10)).isEmpty();
        assertThat(stores.sessions().list(ana.id())).hasSize(1);
    }

    @Test
    void itEndsCleanlyWhenItWasStarted() {
        var sweeper = sweeper(List.of());
        sweeper.start();
        sweeper.close();

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("sweeper")));
    }

    /// Six rows: the account, its name, a device key, two sessions and an event.
    private AccountId full(String name) {
        var account = stores.account(name);
        stores.deviceKeys().add(account, "Kindle", new Scope.Reading());
        IntStream.range(0, 2).forEach(_ -> stores.sessions().open(owner(account), web()));
        stores.activityLog().append(List.of(entry(account.id())));
        return account.id();
    }

    private Entry entry(AccountId account) {
        return new Entry(
                stores.clock().instant(),
                1,
                new Event(Optional.of(account), Door.KOSYNC, "", "", "push a position", Outcome.DONE, ""));
    }

    private int sweep(List<AccountData> more) {
        try (var sweeper = sweeper(more)) {
            return sweeper.sweep();
        }
    }

    private Sweeper sweeper(List<AccountData> more) {
        var owned = new ArrayList<AccountData>(List.of(stores.deviceKeys(), stores.sessions(), stores.activityLog()));
        owned.addAll(more);
        return new Sweeper(
                stores.accounts(),
                owned,
                List.of(stores.sessions(), stores.invites(), stores.activityLog()),
                stores.clock());
    }

    private long rowsOf(AccountId account) {
        return stores.database()
                .<Long>read(tx -> tx.one(
                                """
                        select (select count(*) from account where id = ?)
                            + (select count(*) from account_name where account_id = ?)
                            + (select count(*) from account_device_key where account_id = ?)
                            + (select count(*) from account_session where account_id = ?)
                            + (select count(*) from account_activity where account_id = ?) as all_rows
                        """,
                                row -> row.whole("all_rows"),
                                account.value(),
                                account.value(),
                                account.value(),
                                account.value(),
                                account.value())
                        .orElseThrow());
    }
}
