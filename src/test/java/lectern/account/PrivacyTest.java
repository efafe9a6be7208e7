package lectern.account;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PrivacyTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AccountId ANA = AccountId.random(RANDOM);
    private final Privacy privacy = new Privacy("one secret of a server", RANDOM);
    private final Privacy other = new Privacy("another secret of a server", RANDOM);

    @Test
    void aSealedNameOpensAndShowsNothing() {
        var hidden = privacy.seal("Ána \uD83D\uDE00", ANA);

        assertThat(privacy.open(hidden, ANA)).isEqualTo("Ána \uD83D\uDE00");
        assertThat(new String(hidden, StandardCharsets.UTF_8)).doesNotContain("na");
        assertThat(privacy.seal("Ána \uD83D\uDE00", ANA)).isNotEqualTo(hidden);
    }

    @Test
    void aSealedNameOpensForItsOwnerAndUnderItsSecretOnly() {
        var hidden = privacy.seal("Ana", ANA);

        assertThatThrownBy(() -> privacy.open(hidden, AccountId.random(RANDOM)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> other.open(hidden, ANA)).isInstanceOf(IllegalStateException.class);
        hidden[hidden.length - 1] ^= 1;
        assertThatThrownBy(() -> privacy.open(hidden, ANA)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatComesBackFromOutsideOpensIfItWasSealedHere() {
        var hidden = privacy.seal("Ana", ANA);

        assertThat(privacy.openIfOurs(hidden, ANA)).contains("Ana");
        assertThat(privacy.openIfOurs(hidden, AccountId.random(RANDOM))).isEmpty();
        assertThat(other.openIfOurs(hidden, ANA)).isEmpty();
        for (int length = 0; length < hidden.length; length++) {
            assertThat(privacy.openIfOurs(Arrays.copyOf(hidden, length), ANA)).isEmpty();
        }
    }

    @Test
    void namesAreLookedUpUnderTheSecret() {
        assertThat(privacy.lookup("Ana")).isEqualTo(privacy.lookup(" aNA ")).matches("[0-9A-Za-z_-]{43}");
        assertThat(privacy.lookup("Ana")).isNotEqualTo(privacy.lookup("Ben"));
        assertThat(privacy.lookup("Ana")).isNotEqualTo(other.lookup("Ana"));
    }

    @Test
    void theFingerprintTellsSecretsApart() {
        assertThat(privacy.fingerprint())
                .isEqualTo(new Privacy("one secret of a server", RANDOM).fingerprint())
                .isNotEqualTo(other.fingerprint());
    }

    @Test
    void whatIsDerivedFromASecretNeverChanges() {
        assertThat(privacy.fingerprint()).isEqualTo("eaf26409ee2cfc01d02fdc76a3dee221");
        assertThat(privacy.lookup("ana")).isEqualTo("USDFoUsKepJZKRRybJkZ1fcQqeEOcW7m8wT4CkcsPCU");
    }
}
