package lectern.account;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Every [Invites] passes this; a new backend starts by making it pass.
interface InvitesContract {
    TestStores stores();

    @Test
    default void aCodeIsShownOnceAndLeadsToItsInvite() {
        var stores = stores();
        var tomorrow = stores.clock().instant().plus(Duration.ofDays(1));

        var made = stores.invites().add("for Ben", Role.ADMIN, 3, Optional.of(tomorrow));

        assertThat(made.invite())
                .isEqualTo(new Invite(
                        made.invite().handle(),
                        "for Ben",
                        Role.ADMIN,
                        3,
                        stores.clock().instant(),
                        Optional.of(tomorrow)));
        assertThat(stores.invites().find(made.code())).contains(made.invite());
        assertThat(stores.invites().list()).containsExactly(made.invite());
        assertThat(stores.invites().find(made.invite().handle().value())).isEmpty();
    }

    @Test
    default void aRevokedInviteIsGone() {
        var stores = stores();
        var made = stores.invites().add("", Role.MEMBER, 1, Optional.empty());

        assertThat(stores.invites().revoke(made.invite().handle())).isTrue();
        assertThat(stores.invites().revoke(made.invite().handle())).isFalse();
        assertThat(stores.invites().find(made.code())).isEmpty();
        assertThat(stores.invites().list()).isEmpty();
    }

    @Test
    default void anExpiredInviteIsGoneAndThenRemoved() {
        var stores = stores();
        var end = stores.clock().instant().plusSeconds(60);
        var made = stores.invites().add("", Role.MEMBER, 1, Optional.of(end));
        var endless = stores.invites().add("", Role.MEMBER, 1, Optional.empty());
        assertThat(stores.invites().deleteExpired(stores.clock().instant(), 10)).isZero();

        stores.clock().goOn(Duration.ofSeconds(60));

        assertThat(stores.invites().find(made.code())).isEmpty();
        assertThat(stores.invites().list()).containsExactly(endless.invite());
        assertThat(stores.invites().deleteExpired(end, 10)).isEqualTo(1);
    }

    @Test
    default void anInviteForNobodyIsNotMade() {
        assertThatThrownBy(() -> stores().invites().add("", Role.MEMBER, 0, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
