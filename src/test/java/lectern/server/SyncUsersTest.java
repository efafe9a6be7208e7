package lectern.server;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.account.AccountName;
import lectern.account.PasswordHashing;
import lectern.anki.OfficialKey;

import static org.assertj.core.api.Assertions.assertThat;

/// Devices that come from the official Anki server go on without a login.
class SyncUsersTest {
    /// What that server makes of `user:pass`.
    private static final String KEY = "b2619aa1529dfdc4248e6edbf3c1b2a2b014cf6d";

    private static final String HASH =
            "$pbkdf2-sha256$i=1000,l=32$c2FsdCBvZiBhIHRlc3QhIQ$okrkanC50bj5fJrs9A/l9TkExCxmcOhSIL7dHIaSnsw";

    @TempDir
    private Path data;

    private final PasswordHashing hashing = PasswordHashing.open(new SecureRandom());
    private Stores stores;

    @BeforeEach
    void open() {
        stores = Stores.open(RunningServer.config(data, Map.of()), new SecureRandom(), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        stores.close();
        hashing.close();
    }

    private void start(Map<String, String> environment) {
        var users = RunningServer.config(data, environment).syncUsers();
        new SyncUsers(stores.accounts(), stores.sessions(), hashing).makeMissing(users);
    }

    @Test
    void aKeyOfTheOfficialServerIsASessionThatCanBeSeenAndEnded() {
        start(Map.of("SYNC_USER1", "user:pass"));

        var account = stores.sessions().find(KEY).orElseThrow().account();
        assertThat(account.name().value()).isEqualTo("user");
        var session = stores.sessions().list(account.id()).getFirst();
        assertThat(session.label()).isEqualTo("the key of the official server");

        stores.sessions().end(account.id(), session.handle());
        start(Map.of("SYNC_USER1", "user:pass"));

        assertThat(stores.sessions().find(KEY)).as("ended for good").isEmpty();
    }

    @Test
    void withHashedPasswordsTheKeyIsMadeOfTheHash() {
        start(Map.of("SYNC_USER1", "user:" + HASH, "PASSWORDS_HASHED", "1"));

        assertThat(stores.sessions().find(OfficialKey.of("user", HASH))).isPresent();
        assertThat(stores.sessions().find(KEY)).isEmpty();
    }

    @Test
    void anAccountThatExistsGetsNoKey() {
        start(Map.of("SYNC_USER1", "user:first"));

        start(Map.of("SYNC_USER1", "USER:pass"));

        assertThat(stores.sessions().find(KEY)).isEmpty();
        assertThat(stores.sessions().find(OfficialKey.of("USER", "pass"))).isEmpty();
    }

    @Test
    void aKeyEndsWithItsPasswordAlsoWhenTheVariableStays() {
        start(Map.of("SYNC_USER1", "user:pass"));
        var account = stores.accounts().find("user").orElseThrow();

        stores.accounts().changePassword(account, hashing.hashPassword("other"), true, Optional.empty());
        start(Map.of("SYNC_USER1", "user:pass"));

        assertThat(stores.sessions().find(KEY)).isEmpty();
    }

    @Test
    void aRenamedAccountKeepsItsKeyFromTheOneThatIsMadeInItsPlace() {
        start(Map.of("SYNC_USER1", "user:pass"));
        var account = stores.accounts().find("user").orElseThrow();
        stores.accounts().rename(account, new AccountName("ana"));

        start(Map.of("SYNC_USER1", "user:pass"));

        assertThat(stores.accounts().find("user")).isPresent();
        assertThat(stores.sessions().find(KEY).orElseThrow().account().id()).isEqualTo(account.id());
    }
}
