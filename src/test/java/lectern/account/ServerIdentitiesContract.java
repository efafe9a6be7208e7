package lectern.account;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Every [ServerIdentities] passes this; a new backend starts by making it pass.
interface ServerIdentitiesContract {
    TestStores stores();

    @Test
    default void theFirstServerSettlesForAllThatFollow() {
        var identities = stores().identities();
        var first = new ServerIdentity("first", "epoch", "fingerprint");

        assertThat(identities.find()).isEmpty();
        assertThat(identities.settle(first)).isEqualTo(first);
        assertThat(identities.settle(new ServerIdentity("second", "other", "another")))
                .isEqualTo(first);
        assertThat(identities.find()).contains(first);
    }

    @Test
    default void aNewFeedEpochChangesNothingElse() {
        var identities = stores().identities();
        identities.settle(new ServerIdentity("first", "epoch", "fingerprint"));

        var restored = new ServerIdentity("first", "later", "fingerprint");
        assertThat(identities.beginFeedEpoch("later")).isEqualTo(restored);
        assertThat(identities.find()).contains(restored);
    }
}
