package lectern.db;

import java.util.ArrayList;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CallQueueTest {
    private final CallQueue queue = new CallQueue(2);
    private final ArrayList<Call<?>> taken = new ArrayList<>();

    @Test
    void theOldestComeFirstAndNoMoreThanAskedFor() {
        var first = call();
        queue.add(first);
        queue.add(call());
        assertThat(queue.take(taken, 1)).isTrue();
        assertThat(taken).containsExactly(first);
    }

    @Test
    void whatIsTooMuchIsRefused() {
        queue.add(call());
        queue.add(call());
        assertThatThrownBy(() -> queue.add(call()))
                .isInstanceOf(DatabaseException.Unavailable.class)
                .hasMessageContaining("busy");
        queue.take(taken, 1);
        queue.add(call());
    }

    @Test
    void whatWaitsWhenItClosesIsStillTaken() {
        queue.add(call());
        queue.close();
        assertThatThrownBy(() -> queue.add(call()))
                .isInstanceOf(DatabaseException.Unavailable.class)
                .hasMessageContaining("closing");
        assertThat(queue.take(taken, 5)).isTrue();
        taken.clear();
        assertThat(queue.take(taken, 5)).isFalse();
    }

    private static Call<Boolean> call() {
        return new Call<>(_ -> true);
    }
}
