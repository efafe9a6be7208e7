package lectern.anki.wire;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import lectern.account.SignInResult;

import static org.assertj.core.api.Assertions.assertThat;

class AnkiErrorTest {
    @Test
    void onlyWrongCredentialsMakeAClientForgetItsKey() {
        assertThat(new AnkiError.SignInRefused(SignInResult.Reason.WRONG_PASSWORD).status())
                .isEqualTo(403);
        assertThat(new AnkiError.TooMany(Duration.ofMinutes(1)).status()).isEqualTo(503);
        assertThat(new AnkiError.StorageDown(Duration.ofSeconds(5)).status()).isEqualTo(503);
    }

    @Test
    void aLimitIsNamedInWords() {
        assertThat(new AnkiError.TooLarge(Limit.STORED, 2L << 30).inWords())
                .isEqualTo("larger than 2048 MB, the limit of this server (anki.limits.stored)");
        assertThat(new AnkiError.TooLarge(Limit.OBJECT, 64).inWords()).contains("64 bytes");
    }

    @Test
    void laterIsAtLeastASecond() {
        assertThat(new AnkiError.Busy(Duration.ofMillis(10)).toResponse().header("Retry-After"))
                .hasValue("1");
        assertThat(new AnkiError.OutOfTurn("no sync is open").toResponse().header("Retry-After"))
                .isEmpty();
    }

    @Test
    void onlyFourVersionsAreSpoken() {
        assertThat(SyncVersion.of(7)).isEmpty();
        assertThat(SyncVersion.of(12)).isEmpty();
        assertThat(SyncVersion.of(10)).hasValue(SyncVersion.V10);
        assertThat(SyncVersion.V11.schema()).isEqualTo(18);
        assertThat(SyncVersion.V10.schema()).isEqualTo(11);
    }
}
