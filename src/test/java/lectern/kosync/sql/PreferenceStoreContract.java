package lectern.kosync.sql;

import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import lectern.account.StaleAccount;
import lectern.kosync.book.Policy;
import lectern.kosync.book.Preferences;
import lectern.kosync.book.PushResult;

import static lectern.kosync.sql.TestReading.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

interface PreferenceStoreContract extends ReadingContract {
    @Test
    default void whoDecidedNothingHasTheDefaults() {
        var reading = reading();
        assertThat(reading.preferences.find(reading.ana.id())).isEqualTo(Preferences.DEFAULT);
        reading.push(push("dune", "1", 0.1));
        assertThat(reading.preferences.find(reading.ana.id())).isEqualTo(Preferences.DEFAULT);
    }

    @Test
    default void whatWasSavedIsFound() {
        var reading = reading();
        for (var preferences : new Preferences[] {
            new Preferences(Policy.FURTHEST, Optional.of(true), true, false),
            new Preferences(Policy.NEWEST, Optional.of(false), false, true),
            Preferences.DEFAULT
        }) {
            reading.preferences.save(reading.ana, preferences);
            assertThat(reading.preferences.find(reading.ana.id())).isEqualTo(preferences);
        }
        assertThat(reading.preferences.find(reading.ben.id())).isEqualTo(Preferences.DEFAULT);
    }

    @Test
    default void savingForgetsNoDocument() {
        var reading = reading(TestSettings.documents(1));
        reading.push(push("dune", "1", 0.1));
        reading.preferences.save(reading.ana, Preferences.DEFAULT);
        assertThat(reading.progress.push(reading.ana, push("emma", "1", 0.1), Set.of()))
                .isEqualTo(new PushResult.QuotaReached());
    }

    @Test
    default void aStaleAccountSavesNothing() {
        var reading = reading();
        reading.accounts.changeDisabled(reading.ana, true);
        assertThatThrownBy(() -> reading.preferences.save(
                        reading.ana, new Preferences(Policy.FURTHEST, Optional.empty(), false, false)))
                .isInstanceOf(StaleAccount.class);
        assertThat(reading.preferences.find(reading.ana.id())).isEqualTo(Preferences.DEFAULT);
    }
}
