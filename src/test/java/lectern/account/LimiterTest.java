package lectern.account;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LimiterTest {
    private final TestClock clock = new TestClock();
    private final Limiter limiter = new Limiter(3, Duration.ofMinutes(1), clock);

    @Test
    void itIsEnoughAfterSoManyInAPeriodForEachKey() {
        take(3, "ana");
        clock.goOn(Duration.ofSeconds(20));

        assertThat(limiter.take("ana")).contains(Duration.ofSeconds(40));
        assertThat(limiter.take("ben")).isEmpty();
    }

    @Test
    void aNewPeriodBeginsWhenTheOldOneIsOver() {
        take(5, "ana");
        clock.goOn(Duration.ofMinutes(1));

        assertThat(limiter.take("ana")).isEmpty();
    }

    @Test
    void lookingDoesNotCount() {
        take(2, "ana");
        clock.goOn(Duration.ofSeconds(20));

        assertThat(limiter.closed("ana")).isEmpty();
        assertThat(limiter.counted("ana")).isEqualTo(2);
        take(1, "ana");
        assertThat(limiter.closed("ana")).contains(Duration.ofSeconds(40));
        assertThat(limiter.counted("ana")).isEqualTo(3);
        clock.goOn(Duration.ofSeconds(40));
        assertThat(limiter.closed("ana")).isEmpty();
        assertThat(limiter.counted("ana")).isZero();
    }

    @Test
    void clearingBeginsAnew() {
        take(4, "ana");
        limiter.clear("ana");

        assertThat(limiter.take("ana")).isEmpty();
    }

    @Test
    void memoryIsBoundedHoweverManyKeysThereAre() {
        IntStream.range(0, 200_000).forEach(i -> limiter.take("key " + i));

        assertThat(limiter.keys()).isLessThanOrEqualTo(100_000);
    }

    private void take(int times, String key) {
        IntStream.range(0, times).forEach(_ -> limiter.take(key));
    }
}
