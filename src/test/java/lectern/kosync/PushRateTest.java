package lectern.kosync;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import lectern.account.AccountId;

import static org.assertj.core.api.Assertions.assertThat;

class PushRateTest {
    private static final AccountId ANA = new AccountId("00000000-0000-4000-8000-000000000001");
    private static final AccountId BEN = new AccountId("00000000-0000-4000-8000-000000000002");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-02-14T10:00:20Z"));
    private final PushRate rate = new PushRate(300, now::get);

    @Test
    void oneTooManyWaitsForTheNextMinute() {
        assertThat(IntStream.range(0, 300))
                .allSatisfy(_ -> assertThat(rate.excess(ANA)).isEmpty());
        assertThat(rate.excess(ANA)).hasValue(Duration.ofSeconds(40));
        assertThat(rate.excess(BEN)).isEmpty();
    }

    @Test
    void aNewMinuteForgets() {
        IntStream.range(0, 301).forEach(_ -> rate.excess(ANA));
        now.set(now.get().plusSeconds(40));

        assertThat(rate.excess(ANA)).isEmpty();
    }
}
