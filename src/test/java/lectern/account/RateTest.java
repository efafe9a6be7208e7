package lectern.account;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Rate rate = new Rate(4, () -> now);

    @Test
    void tenSecondsWorthMayComeAtOnce() {
        for (int i = 1; i <= 40; i++) {
            var turn = rate.take("ana");
            assertThat(turn.refused()).as("the %d. at once", i).isFalse();
            assertThat(turn.ahead()).isEqualTo(Duration.ofMillis(250L * i));
        }
        assertThat(rate.take("ana").retryAfter()).isEqualTo(Duration.ofMillis(250));
        assertThat(rate.take("ben").refused()).isFalse();
    }

    @Test
    void afterThatSoManyAsTheRateSays() {
        for (int i = 0; i < 100; i++) {
            rate.take("ana");
        }
        now = now.plusSeconds(1);
        for (int i = 0; i < 4; i++) {
            assertThat(rate.take("ana").refused()).isFalse();
        }
        assertThat(rate.take("ana").refused()).isTrue();

        now = now.plusSeconds(3600);
        for (int i = 0; i < 40; i++) {
            assertThat(rate.take("ana").refused()).isFalse();
        }
        assertThat(rate.take("ana").refused()).isTrue();
    }
}
