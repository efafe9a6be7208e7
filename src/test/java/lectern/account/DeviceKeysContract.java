package lectern.account;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Every [DeviceKeys] passes this; a new backend starts by making it pass.
interface DeviceKeysContract {
    TestStores stores();

    @Test
    default void aKeyIsShownOnceAndThenListedWithoutIt() {
        var stores = stores();
        var ana = stores.account("ana");
        var scope = new Scope.Store(List.of(new Scope.Prefix("notes/", false)));

        var made = stores.deviceKeys().add(ana, "Kindle", scope);

        assertThat(made.key()).matches("[23456789abcdefghjkmnpqrstuvwxyz]{16}");
        assertThat(made.deviceKey())
                .isEqualTo(new DeviceKey(
                        made.deviceKey().handle(),
                        "Kindle",
                        scope,
                        stores.clock().instant(),
                        Optional.empty()));
        assertThat(stores.deviceKeys().list(ana.id())).containsExactly(made.deviceKey());
    }

    @Test
    default void noTwoKeysAreAlike() {
        var stores = stores();
        var ana = stores.account("ana");

        var keys = IntStream.range(0, 20)
                .mapToObj(_ -> stores.deviceKeys().add(ana, "same", new Scope.Reading()))
                .toList();

        assertThat(keys).extracting(DeviceKey.Created::key).doesNotHaveDuplicates();
        assertThat(keys).extracting(key -> key.deviceKey().handle()).doesNotHaveDuplicates();
    }

    @Test
    default void theNewestKeyIsListedFirst() {
        var stores = stores();
        var ana = stores.account("ana");
        stores.deviceKeys().add(ana, "old", new Scope.Reading());
        stores.clock().goOn(Duration.ofSeconds(1));
        stores.deviceKeys().add(ana, "new", new Scope.Anki());

        assertThat(stores.deviceKeys().list(ana.id()))
                .extracting(DeviceKey::label)
                .containsExactly("new", "old");
    }

    @Test
    default void aKeyNeverOpensEverything() {
        var stores = stores();
        var ana = stores.account("ana");

        assertThatThrownBy(() -> stores.deviceKeys().add(ana, "all", new Scope.Everything()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void aKeyIsRevokedOnceByItsOwnerAndRaisesTheStamp() {
        var stores = stores();
        var ana = stores.account("ana");
        var ben = stores.account("ben");
        var handle = stores.deviceKeys()
                .add(ana, "Kindle", new Scope.Reading())
                .deviceKey()
                .handle();

        assertThat(stores.deviceKeys().revoke(ben.id(), handle)).isFalse();
        assertThat(stores.again("ben")).isEqualTo(ben);
        assertThat(stores.deviceKeys().revoke(ana.id(), handle)).isTrue();
        assertThat(stores.deviceKeys().revoke(ana.id(), handle)).isFalse();
        assertThat(stores.deviceKeys().list(ana.id())).isEmpty();
        assertThat(stores.again("ana").stamp()).isGreaterThan(ana.stamp());
    }

    @Test
    default void nobodyAddsAKeyToAnAccountThatChangedSince() {
        var stores = stores();
        var ana = stores.account("ana");
        stores.accounts().changeRole(ana, Role.ADMIN);

        assertThatThrownBy(() -> stores.deviceKeys().add(ana, "Kindle", new Scope.Reading()))
                .isInstanceOf(StaleAccount.class);
        assertThat(stores.deviceKeys().list(ana.id())).isEmpty();
    }

    @Test
    default void theTimeOfUseOnlyRises() {
        var stores = stores();
        var ana = stores.account("ana");
        var handle = stores.deviceKeys()
                .add(ana, "Kindle", new Scope.Reading())
                .deviceKey()
                .handle();
        var now = stores.clock().instant();

        stores.deviceKeys().used(Map.of(handle, now.plusSeconds(60), new Handle("unknown"), now));
        stores.deviceKeys().used(Map.of(handle, now));

        assertThat(stores.deviceKeys().list(ana.id()))
                .extracting(DeviceKey::lastUsed)
                .containsExactly(Optional.of(now.plusSeconds(60)));
    }

    @Test
    default void theDataOfAnAccountGoesInBatches() {
        var stores = stores();
        var ana = stores.account("ana");
        var ben = stores.account("ben");
        stores.deviceKeys().add(ben, "Kobo", new Scope.Reading());
        for (int i = 0; i < 3; i++) {
            stores.deviceKeys().add(ana, "Kindle", new Scope.Reading());
        }

        assertThat(stores.deviceKeys().deleteSome(ana.id(), 2)).isEqualTo(2);
        assertThat(stores.deviceKeys().deleteSome(ana.id(), 2)).isEqualTo(1);
        assertThat(stores.deviceKeys().list(ana.id())).isEmpty();
        assertThat(stores.deviceKeys().list(ben.id())).hasSize(1);
    }
}
