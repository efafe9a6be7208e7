package lectern.anki.collection;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import lectern.account.Account;
import lectern.account.AccountName;
import lectern.account.Accounts;
import lectern.account.Privacy;
import lectern.account.Role;
import lectern.account.SqlAccounts;
import lectern.account.StaleAccount;
import lectern.db.Database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Every store of leases passes this.
interface LeasesContract {
    Duration LIFE = Duration.ofMinutes(10);

    TestClock CLOCK = new TestClock();

    Database database();

    private Leases leases() {
        return new SqlLeases(database(), LIFE, CLOCK);
    }

    private Accounts accounts() {
        var random = new SecureRandom();
        return new SqlAccounts(database(), new Privacy("a secret for tests only", random), random, CLOCK);
    }

    private Account account() {
        var created = accounts()
                .create(new Accounts.NewAccount(
                        new AccountName("ana " + UUID.randomUUID()),
                        Optional.empty(),
                        Role.MEMBER,
                        Optional.empty(),
                        false,
                        Optional.empty()));
        return ((Accounts.Creation.Created) created).account();
    }

    @Test
    default void theNewestWins() {
        var ana = account();
        var first = leases().take(ana, "desktop");
        var second = leases().take(ana, "phone");
        assertThat(second.generation()).isGreaterThan(first.generation());
        assertThat(leases().keep(ana, first)).isFalse();
        assertThat(leases().keep(ana, second)).isTrue();
        assertThat(leases().release(first)).isFalse();
        assertThat(leases().keep(ana, second)).isTrue();
    }

    @Test
    default void accountsDoNotDisturbEachOther() {
        var ana = account();
        var ben = account();
        var hers = leases().take(ana, "desktop");
        var his = leases().take(ben, "phone");
        assertThat(leases().keep(ana, hers)).isTrue();
        assertThat(leases().release(his)).isTrue();
        assertThat(leases().keep(ana, hers)).isTrue();
    }

    @Test
    default void whatIsReleasedIsNobodys() {
        var ana = account();
        assertThat(leases().holder(ana.id())).isEmpty();
        var lease = leases().take(ana, "desktop");
        assertThat(leases().holder(ana.id()))
                .contains(new Leases.Holder("desktop", CLOCK.instant().plus(LIFE)));
        assertThat(leases().release(lease)).isTrue();
        assertThat(leases().holder(ana.id())).isEmpty();
        assertThat(leases().release(lease)).isFalse();
        assertThat(leases().keep(ana, lease)).isFalse();
    }

    @Test
    default void noGenerationIsGivenTwice() {
        var ana = account();
        var first = leases().take(ana, "desktop");
        leases().release(first);
        assertThat(leases().take(ana, "desktop").generation()).isGreaterThan(first.generation());
    }

    @Test
    default void aLeaseLapsesUnlessItIsKept() {
        var ana = account();
        var kept = leases().take(ana, "desktop");
        for (int i = 0; i < 5; i++) {
            CLOCK.goOn(LIFE.minusMinutes(1));
            assertThat(leases().keep(ana, kept)).isTrue();
        }
        CLOCK.goOn(LIFE);
        assertThat(leases().holder(ana.id())).isEmpty();
        assertThat(leases().keep(ana, kept)).isFalse();
    }

    @Test
    default void keepingInTheFirstHalfChangesNothing() {
        var ana = account();
        var lease = leases().take(ana, "desktop");
        var until = leases().holder(ana.id()).orElseThrow().until();
        CLOCK.goOn(Duration.ofMinutes(4));
        assertThat(leases().keep(ana, lease)).isTrue();
        assertThat(leases().holder(ana.id()).orElseThrow().until()).isEqualTo(until);
        CLOCK.goOn(Duration.ofMinutes(2));
        assertThat(leases().keep(ana, lease)).isTrue();
        assertThat(leases().holder(ana.id()).orElseThrow().until())
                .isEqualTo(CLOCK.instant().plus(LIFE));
    }

    @Test
    default void anAccountThatChangedIsRefused() {
        var ana = account();
        var lease = leases().take(ana, "desktop");
        accounts().changeDisabled(ana, true);
        assertThatThrownBy(() -> leases().keep(ana, lease)).isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> leases().take(ana, "phone")).isInstanceOf(StaleAccount.class);
        assertThat(leases().holder(ana.id()).orElseThrow().name()).isEqualTo("desktop");
    }

    @Test
    default void aDeletedAccountLeavesNone() {
        var ana = account();
        leases().take(ana, "desktop");
        accounts().delete(ana);
        assertThat(leases().deleteSome(ana.id(), 10)).isEqualTo(1);
        assertThat(leases().deleteSome(ana.id(), 10)).isZero();
        accounts().forget(ana.id());
    }
}
