package lectern.syncnode.reset;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import lectern.account.Account;
import lectern.account.TestAccounts;
import lectern.db.Database;
import lectern.syncnode.reset.PasswordResets.Wish;

import static org.assertj.core.api.Assertions.assertThat;

/// Every [PasswordResets] passes this; a new backend starts by making it pass.
interface PasswordResetsContract {
    Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    Database database();

    /// The wishes, at a time that is set.
    record Desk(PasswordResets resets, TestAccounts accounts, AtomicReference<Instant> now, Account ana) {
        void later(Duration by) {
            now.updateAndGet(moment -> moment.plus(by));
        }

        String issued() {
            return resets.issue(ana.id()).orElseThrow().token();
        }
    }

    default Desk desk() {
        var now = new AtomicReference<>(NOON);
        var accounts = new TestAccounts(database());
        var resets = new SqlPasswordResets(database(), new SecureRandom(), now::get);
        return new Desk(resets, accounts, now, accounts.make("ana"));
    }

    @Test
    default void aTokenLeadsToItsAccountForAnHour() {
        var desk = desk();
        var token = desk.issued();

        assertThat(token).matches("sr1_[A-Za-z0-9_-]{43}");
        assertThat(desk.resets().find(token)).contains(desk.ana().id());
        assertThat(desk.resets().find(token + "x")).isEmpty();
        assertThat(desk.resets().list())
                .containsExactly(new Wish(desk.ana().id(), NOON, Optional.of(NOON.plus(PasswordResets.LIFE))));

        desk.later(PasswordResets.LIFE);
        assertThat(desk.resets().find(token)).isEmpty();
        assertThat(desk.resets().list()).isEmpty();
    }

    @Test
    default void whoAsksAgainAtOnceIsNotHeard() {
        var desk = desk();
        var first = desk.issued();

        desk.later(PasswordResets.PAUSE.minusSeconds(1));
        assertThat(desk.resets().issue(desk.ana().id())).isEmpty();
        assertThat(desk.resets().find(first)).isPresent();

        desk.later(Duration.ofSeconds(1));
        var second = desk.issued();
        assertThat(desk.resets().find(first)).isEmpty();
        assertThat(desk.resets().find(second)).isPresent();
    }

    @Test
    default void theOperatorIsNeverTooEarlyAndSaysForHowLong() {
        var desk = desk();
        var mailed = desk.issued();

        var issued = desk.resets().issueByHand(desk.ana().id(), Duration.ofDays(2));

        assertThat(issued.expiresAt()).isEqualTo(NOON.plus(Duration.ofDays(2)));
        assertThat(desk.resets().find(mailed)).isEmpty();
        assertThat(desk.resets().find(issued.token())).isPresent();
        assertThat(issued.toString()).doesNotContain(issued.token());
    }

    @Test
    default void aWishIsLeftToTheOperatorForAWeek() {
        var desk = desk();

        desk.resets().leaveToOperator(desk.ana().id());

        assertThat(desk.resets().list()).containsExactly(new Wish(desk.ana().id(), NOON, Optional.empty()));
        desk.later(PasswordResets.WAITING);
        assertThat(desk.resets().list()).isEmpty();
    }

    @Test
    default void aTokenThatWasJustMadeIsNotLostToAnotherWish() {
        var desk = desk();
        var issued = desk.resets().issueByHand(desk.ana().id(), PasswordResets.LIFE);

        desk.resets().leaveToOperator(desk.ana().id());

        assertThat(desk.resets().find(issued.token())).isPresent();
    }

    @Test
    default void aPasswordThatChangesInWhateverWayEndsTheWish() {
        var desk = desk();
        var token = desk.issued();

        desk.accounts().changePassword(desk.ana());

        assertThat(desk.resets().find(token)).isEmpty();
        assertThat(desk.resets().list()).isEmpty();
    }

    @Test
    default void aDeletedAccountHasNoToken() {
        var desk = desk();
        var token = desk.issued();

        desk.accounts().accounts().delete(desk.ana());

        assertThat(desk.resets().find(token)).isEmpty();
        desk.later(PasswordResets.PAUSE);
        assertThat(desk.resets()
                        .issue(desk.ana().id())
                        .flatMap(issued -> desk.resets().find(issued.token())))
                .isEmpty();
        assertThat(desk.resets().deleteSome(desk.ana().id(), 100)).isLessThan(100);
        desk.accounts().accounts().forget(desk.ana().id());
    }

    @Test
    default void whatHasHadItsTimeIsRemoved() {
        var desk = desk();
        desk.issued();

        assertThat(desk.resets().deleteExpired(NOON, 10)).isZero();
        assertThat(desk.resets().deleteExpired(NOON.plus(PasswordResets.LIFE), 10))
                .isEqualTo(1);
    }
}
