package lectern.account;

import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PasswordHashingTest {
    @Test
    void aHashMatchesWhatItWasMadeOfAndNothingElse() {
        try (var hashing = PasswordHashing.open(TestStores.RANDOM)) {
            var verifier = (Verifier.OverMd5) hashing.hash("key");

            assertThat(hashing.matches(verifier, "key")).isTrue();
            assertThat(hashing.matches(verifier, "Key")).isFalse();
        }
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
