package lectern.account;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PasswordHashingTest {
    private static final String SLOW =
            "$pbkdf2-sha256$i=2000000,l=32$c2FsdCBvZiBhIHRlc3QhIQ$okrkanC50bj5fJrs9A/l9TkExCxmcOhSIL7dHIaSnsw";

    @Test
    void aHashMatchesWhatItWasMadeOfAndNothingElse() {
        try (var hashing = PasswordHashing.open(TestStores.RANDOM)) {
            var verifier = (Verifier.OverMd5) hashing.hash("key");

            assertThat(hashing.matches(verifier, "key")).isTrue();
            assertThat(hashing.matches(verifier, "Key")).isFalse();
        }
    }

    /// Else the time would tell which names exist, and were brought along from another server.
    @Test
    void everyRefusalTakesAsLongAsTheSlowestImportedHash() {
        try (var hashing = PasswordHashing.open(TestStores.RANDOM)) {
            var ours = (Verifier.OverMd5) hashing.hash("key");
            assertThat(hashing.matches(ours, "wrong")).isFalse();
            assertThat(hashing.pace()).isZero();

            assertThat(hashing.matches(new Verifier.OverClear(SLOW), "wrong")).isFalse();

            var pace = hashing.pace();
            assertThat(pace).isPositive();
            assertThat(duration(() -> hashing.matches(ours, "wrong"))).isGreaterThanOrEqualTo(pace);
            assertThat(duration(() -> hashing.matchesNobody("key"))).isGreaterThanOrEqualTo(pace);
            assertThat(hashing.matches(ours, "key")).isTrue();
        }
    }

    private static Duration duration(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void whenTooManyWaitTheRestIsRefusedAtOnce() throws Exception {
        var calls = 64;
        var together = new CyclicBarrier(calls);
        try (var hashing = PasswordHashing.open(TestStores.RANDOM, 1, 2);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Verifier> call = () -> {
                together.await();
                return hashing.hash("key");
            };

            var results = callers.invokeAll(
                    IntStream.range(0, calls).mapToObj(_ -> call).toList());

            assertThat(results)
                    .filteredOn(result -> result.state() == Future.State.SUCCESS)
                    .hasSizeGreaterThanOrEqualTo(3);
            assertThat(results)
                    .filteredOn(result -> result.state() == Future.State.FAILED)
                    .isNotEmpty()
                    .allSatisfy(
                            result -> assertThat(result.exceptionNow()).isInstanceOf(PasswordHashing.Overloaded.class));
        }
    }

    @Test
    void aClosedOneRefuses() {
        var hashing = PasswordHashing.open(TestStores.RANDOM);
        hashing.close();

        assertThatThrownBy(() -> hashing.matchesNobody("key")).isInstanceOf(PasswordHashing.Overloaded.class);
    }
}
