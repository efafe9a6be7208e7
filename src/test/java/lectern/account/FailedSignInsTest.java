package lectern.account;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static lectern.account.TestServices.ELSEWHERE;
import static lectern.account.TestServices.HOME;
import static org.assertj.core.api.Assertions.assertThat;

class FailedSignInsTest {
    private final TestClock clock = new TestClock();
    private final FailedSignIns failures = new FailedSignIns(true, clock);

    @Test
    void oneNetworkCannotTryManyNames() {
        IntStream.range(0, 100)
                .forEach(i -> assertThat(failures.begin(HOME, "name " + i)).isEmpty());

        assertThat(failures.begin(HOME, "one more")).contains(Duration.ofMinutes(1));
        assertThat(failures.begin(ELSEWHERE, "one more")).isEmpty();
        clock.goOn(Duration.ofMinutes(1));
        assertThat(failures.begin(HOME, "one more")).isEmpty();
    }

    @Test
    void aHouseholdThatSucceedsIsNeverStopped() {
        for (int i = 0; i < 1000; i++) {
            assertThat(failures.begin(HOME, "ana")).isEmpty();
            failures.succeeded(HOME, "ana");
        }
    }

    @Test
    void whatWasNotTriedDoesNotCount() {
        for (int i = 0; i < 1000; i++) {
            assertThat(failures.begin(HOME, "ana")).isEmpty();
            failures.abandoned(HOME, "ana");
        }
    }

    @Test
    void aNameIsTheSameHoweverItIsSpelt() {
        IntStream.range(0, 10).forEach(i -> failures.begin(HOME, i % 2 == 0 ? "Ana" : " aNA "));

        assertThat(failures.begin(HOME, "ana")).isPresent();
    }
}
