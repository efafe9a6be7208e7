package lectern.kosync.wire;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import lectern.account.SignInResult.Reason;

import static org.assertj.core.api.Assertions.assertThat;

class KosyncErrorTest {
    @Test
    void aWrongKeyAndAnUnknownNameHaveOneWording() {
        var wrong = new KosyncError.CredentialsWrong(Reason.WRONG_PASSWORD);
        var unknown = new KosyncError.CredentialsWrong(Reason.UNKNOWN_NAME);

        assertThat(wrong.wording()).isEqualTo(unknown.wording());
        assertThat(wrong.inWords()).isNotEqualTo(unknown.inWords());
    }

    @Test
    void aLimitNeverAnswers401AndSaysWhenToComeBack() {
        for (var face : Face.values()) {
            var limited = new KosyncError.TooMany(Duration.ofSeconds(17)).toResponse(face);
            assertThat(limited.status()).isEqualTo(429);
            assertThat(limited.header("Retry-After")).hasValue("17");
        }
    }

    @Test
    void lessThanASecondIsOneSecond() {
        var busy = new KosyncError.Busy(Duration.ofMillis(200)).toResponse(Face.VENDOR);

        assertThat(busy.header("Retry-After")).hasValue("1");
    }

    /// 53: on 401 KOReader would throw the position away.
    @Test
    void storageThatIsDownIs502ForReadersAnd503ForScripts() {
        var down = new KosyncError.StorageDown(Duration.ofSeconds(5));

        assertThat(down.toResponse(Face.VENDOR).status()).isEqualTo(502);
        assertThat(down.toResponse(Face.PLAIN).status()).isEqualTo(503);
        assertThat(down.toResponse(Face.PLAIN).header("Retry-After")).hasValue("5");
    }
}
