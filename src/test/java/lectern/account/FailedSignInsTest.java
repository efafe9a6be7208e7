package lectern.account;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import lectern.account.FailedSignIns.Attempt;
import lectern.account.FailedSignIns.Limited;

import static lectern.account.TestServices.ELSEWHERE;
import static lectern.account.TestServices.HOME;
import static org.assertj.core.api.Assertions.assertThat;

class FailedSignInsTest {
    private final TestClock clock = new TestClock();
    private final FailedSignIns failures = new FailedSignIns(true, clock);

    @Test
    void oneNetworkCannotTryManyNames() {
        IntStream.range(0, 100).forEach(i -> fail(HOME, "name " + i));

        assertThat(failures.begin(HOME, "one more")).isEqualTo(new Limited(Duration.ofMinutes(1)));
        fail(ELSEWHERE, "one more");
        clock.goOn(Duration.ofMinutes(1));
        fail(HOME, "one more");
    }

    @Test
    void aHouseholdThatSucceedsIsNeverStopped() {
        for (int i = 0; i < 1000; i++) {
            try (var attempt = begin(HOME, "ana")) {
                attempt.succeeded();
            }
        }
    }

    @Test
    void whatWasNotTriedDoesNotCount() {
        for (int i = 0; i < 1000; i++) {
            begin(HOME, "ana").close();
        }
    }

    @Test
    void aNameIsTheSameHoweverItIsSpelt() {
        IntStream.range(0, 10).forEach(i -> fail(HOME, i % 2 == 0 ? "Ana" : " aNA "));

        assertThat(failures.begin(HOME, "ana")).isInstanceOf(Limited.class);
    }

    @Test
    void whoFindsEveryPlaceHeldWaitsForOne() throws Exception {
        var held = IntStream.range(0, 10).mapToObj(_ -> begin(HOME, "ana")).toList();
        var next = Thread.ofVirtual().start(() -> begin(HOME, "ana").close());
        Awaitility.await().until(() -> next.getState() == Thread.State.WAITING);

        held.getFirst().close();

        assertThat(next.join(Duration.ofMinutes(1))).isTrue();
        held.forEach(Attempt::close);
        assertThat(failures.begin(HOME, "ana")).isInstanceOf(Attempt.class);
    }

    @Test
    void manyAtOnceGetNoFurtherThanOneAfterTheOther() throws Exception {
        var calls = 64;
        var together = new CyclicBarrier(calls);
        Callable<Boolean> guess = () -> {
            together.await();
            return switch (failures.begin(HOME, "ana")) {
                case Limited _ -> false;
                case Attempt attempt -> {
                    try (attempt) {
                        attempt.failed();
                        yield true;
                    }
                }
            };
        };

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tried = 0;
            for (var result : threads.invokeAll(
                    IntStream.range(0, calls).mapToObj(_ -> guess).toList())) {
                tried += result.get() ? 1 : 0;
            }
            assertThat(tried).isEqualTo(10);
        }
    }

    private void fail(Visitor visitor, String name) {
        try (var attempt = begin(visitor, name)) {
            attempt.failed();
        }
    }

    private Attempt begin(Visitor visitor, String name) {
        var begun = failures.begin(visitor, name);
        assertThat(begun).isInstanceOf(Attempt.class);
        return (Attempt) begun;
    }
}
