package lectern.account.preference;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import lectern.account.Account;
import lectern.account.AccountName;
import lectern.account.Accounts;
import lectern.account.Accounts.Creation.Created;
import lectern.account.Privacy;
import lectern.account.Role;
import lectern.account.SqlAccounts;
import lectern.account.StaleAccount;
import lectern.db.Database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

interface PreferenceStoreContract {
    Preferences ALL =
            new Preferences(Optional.of(Language.DE), Optional.of(ZoneId.of("Europe/Berlin")), Optional.of(View.PLAIN));

    Database database();

    private PreferenceStore store() {
        return new SqlPreferenceStore(database());
    }

    private Accounts accounts() {
        var random = new SecureRandom();
        return new SqlAccounts(database(), new Privacy("for tests only", random), random, InstantSource.system());
    }

    private Account account(String name) {
        var wanted = new Accounts.NewAccount(
                new AccountName(name), Optional.empty(), Role.MEMBER, Optional.empty(), false, Optional.empty());
        return ((Created) accounts().create(wanted)).account();
    }

    @Test
    default void whoChoseNothingHasNone() {
        assertThat(store().find(account("ana").id())).isEqualTo(Preferences.NONE);
    }

    @Test
    default void whatIsSavedReplacesWhatWasThere() {
        var account = account("ben");
        store().save(account, ALL);
        assertThat(store().find(account.id())).isEqualTo(ALL);

        store().save(account, Preferences.NONE);
        assertThat(store().find(account.id())).isEqualTo(Preferences.NONE);
    }

    @Test
    default void anAccountThatChangedSavesNothing() {
        var account = account("cy");
        accounts().changeKeysOnly(account, true);

        assertThatThrownBy(() -> store().save(account, ALL)).isInstanceOf(StaleAccount.class);
        assertThat(store().find(account.id())).isEqualTo(Preferences.NONE);
    }

    @Test
    default void nothingIsLeftOfADeletedAccount() {
        var account = account("dora");
        var other = account("eve");
        store().save(account, ALL);
        store().save(other, ALL);

        assertThat(store().deleteSome(account.id(), 100)).isEqualTo(1);
        assertThat(store().find(account.id())).isEqualTo(Preferences.NONE);
        assertThat(store().find(other.id())).isEqualTo(ALL);
    }
}
