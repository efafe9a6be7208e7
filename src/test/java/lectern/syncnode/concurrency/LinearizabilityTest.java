package lectern.syncnode.concurrency;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import lectern.syncnode.concurrency.StoreOperation.Call;
import lectern.syncnode.concurrency.StoreOperation.State;
import lectern.syncnode.concurrency.StoreOperation.Told;

import static org.assertj.core.api.Assertions.assertThat;

/// A checker that finds nothing proves nothing: it is shown histories that no store could have had.
class LinearizabilityTest {
    private final List<StoreOperation> history = new ArrayList<>();

    @Test
    void whatHappenedOneByOneIsInOrder() {
        put(1, 2, "", 204, "t1", "a");
        get(3, 4, 200, "t1", "a");
        put(5, 6, "t1", 204, "t2", "b");
        put(7, 8, "t1", 412, "t2", "c");
        delete(9, 10, "t2", 204);
        delete(11, 12, "t2", 204); // the answer was lost, it may be asked for again
        get(13, 14, 404, "", "");

        assertThat(violation()).isEmpty();
    }

    @Test
    void aReadDuringAWriteSeesEither() {
        put(1, 2, "", 204, "t1", "a");
        put(3, 8, "t1", 204, "t2", "b");
        get(4, 5, 200, "t1", "a");
        get(6, 7, 200, "t2", "b");

        assertThat(violation()).isEmpty();
    }

    @Test
    void twoWinnersOfOneTokenAreFound() {
        put(1, 2, "", 204, "t1", "a");
        put(3, 6, "t1", 204, "t2", "b");
        put(4, 5, "t1", 204, "t3", "c");

        assertThat(violation()).contains("2 of 3");
    }

    @Test
    void anOlderVersionAfterANewerOneIsFound() {
        put(1, 2, "", 204, "t1", "a");
        put(3, 8, "t1", 204, "t2", "b");
        get(4, 5, 200, "t2", "b");
        get(6, 7, 200, "t1", "a");

        assertThat(violation()).contains("none of these can be next");
    }

    @Test
    void anAnsweredWriteThatALaterReaderMissesIsFound() {
        put(1, 2, "", 204, "t1", "a");
        get(3, 4, 404, "", "");

        assertThat(violation()).isNotEmpty();
    }

    @Test
    void aValueOfOneVersionWithTheTokenOfAnotherIsFound() {
        put(1, 2, "", 204, "t1", "a");
        put(3, 4, "t1", 204, "t2", "b");
        get(5, 6, 200, "t2", "a");

        assertThat(violation()).isNotEmpty();
    }

    @Test
    void aDeletionThatWasRefusedAndYetHappenedIsFound() {
        put(1, 2, "", 204, "t1", "a");
        delete(3, 4, "t0", 412);
        get(5, 6, 404, "", "");

        assertThat(violation()).isNotEmpty();
    }

    /// Without its memory the search would try the readings in every order, of which there are more than 10^8.
    @Test
    void manyOverlappingReadersDoNotMakeTheSearchEndless() {
        put(1, 2, "", 204, "t1", "a");
        IntStream.range(0, 12).forEach(i -> get(10 + i, 100 + i, 200, "t1", "a"));
        put(11, 99, "t0", 204, "t2", "b");

        assertThat(violation()).contains("13 of 14");
    }

    private void put(long began, long ended, String token, int status, String told, String value) {
        history.add(new StoreOperation(new Call.Put(token, value), new Told(status, told, ""), began, ended));
    }

    private void get(long began, long ended, int status, String told, String value) {
        history.add(new StoreOperation(new Call.Get(), new Told(status, told, value), began, ended));
    }

    private void delete(long began, long ended, String token, int status) {
        var told = new Told(status, status == 412 ? "t1" : "", "");
        history.add(new StoreOperation(new Call.Delete(token), told, began, ended));
    }

    private String violation() {
        return Linearizability.violation(State.NEVER_WRITTEN, history).orElse("");
    }
}
