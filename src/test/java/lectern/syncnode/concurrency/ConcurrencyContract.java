package lectern.syncnode.concurrency;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import lectern.syncnode.StoreClient;
import lectern.syncnode.StoreClient.Answer;
import lectern.syncnode.concurrency.StoreOperation.Call;
import lectern.syncnode.concurrency.StoreOperation.State;
import lectern.wire.WireTarget;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lectern.syncnode.StoreClient.NO_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/// Many clients on the same stores at once, over HTTP. Of several who name the same version one wins, and whatever
/// they ask, there is an order of all requests in which the answers make sense: [Linearizability] looks for it, store
/// by store. What failed once is asked again with `-Dlectern.seed=`; only the machine's timing differs then.
interface ConcurrencyContract {
    int WRITERS = 16;
    int CLIENTS = 6;
    int REQUESTS_OF_EACH_CLIENT = 100;
    List<String> KEYS = List.of("a", "notes/b", "c");

    WireTarget target();

    @Test
    default void ofSixteenWritersWithTheSameTokenOneWins() throws Exception {
        letSixteenWriteAtOnce(50);
    }

    @Test
    @Tag("long")
    default void ofSixteenWritersWithTheSameTokenOneWinsFiveHundredTimes() throws Exception {
        letSixteenWriteAtOnce(500);
    }

    @Test
    default void ofSixteenWhoCreateAStoreOneWins() throws Exception {
        try (var server = target().start(Map.of("registration", "open"));
                var http = HttpClient.newHttpClient()) {
            var ana = StoreClient.register(http, address(server), "ana");
            for (int round = 0; round < 20; round++) {
                oneWins(ana, "new" + round, NO_TOKEN, round);
            }
        }
    }

    @Test
    default void whateverClientsAskTheAnswersCanBePutIntoAnOrder() throws Exception {
        askAtRandom(5);
    }

    @Test
    @Tag("long")
    default void whateverClientsAskTheAnswersCanBePutIntoAnOrderTwoHundredTimes() throws Exception {
        askAtRandom(200);
    }

    private void letSixteenWriteAtOnce(int rounds) throws Exception {
        try (var server = target().start(Map.of("registration", "open"));
                var http = HttpClient.newHttpClient()) {
            var ana = StoreClient.register(http, address(server), "ana");
            var token = ana.put("list", NO_TOKEN, new byte[0]).token();
            for (int round = 0; round < rounds; round++) {
                token = oneWins(ana, "list", token, round);
            }
        }
    }

    /// The token of the version that is there now.
    private static String oneWins(StoreClient ana, String key, String token, int round) throws Exception {
        var values = IntStream.range(0, WRITERS)
                .mapToObj(writer -> value("round " + round + " writer " + writer, writer))
                .toList();
        var answers = atOnce(values.stream()
                .<Callable<Answer>>map(value -> () -> ana.put(key, token, value.getBytes(UTF_8)))
                .toList());

        var winners = IntStream.range(0, WRITERS)
                .filter(writer -> answers.get(writer).status() == 204)
                .toArray();
        assertThat(winners).as("winners of round %d", round).hasSize(1);
        var won = answers.get(winners[0]).token();
        for (int writer = 0; writer < WRITERS; writer++) {
            if (writer != winners[0]) {
                assertThat(answers.get(writer).status()).isEqualTo(412);
                assertThat(answers.get(writer).token()).isEqualTo(won);
            }
        }
        var found = ana.get(key);
        assertThat(found.token()).isEqualTo(won);
        assertThat(found.text()).isEqualTo(values.get(winners[0]));
        return won;
    }

    private void askAtRandom(int histories) throws Exception {
        long seed = Long.getLong("lectern.seed", new Random().nextLong());
        var random = new Random(seed);
        try (var server = target().start(Map.of("registration", "open"));
                var http = HttpClient.newHttpClient()) {
            var ana = StoreClient.register(http, address(server), "ana");
            for (int round = 0; round < histories; round++) {
                var prefix = "round" + round + "/";
                var clients = IntStream.range(0, CLIENTS)
                        .mapToObj(number -> new RandomClient(ana, prefix, number, new Random(random.nextLong())))
                        .toList();
                atOnce(clients);
                for (var key : KEYS) {
                    var history = clients.stream()
                            .flatMap(client -> client.about(key).stream())
                            .toList();
                    assertThat(Linearizability.violation(State.NEVER_WRITTEN, history))
                            .as("seed %d, round %d, key %s", seed, round, key)
                            .isEmpty();
                    var tokens = history.stream()
                            .filter(operation -> operation.call() instanceof Call.Put)
                            .map(StoreOperation::told)
                            .filter(told -> told.status() == 204)
                            .map(StoreOperation.Told::token)
                            .toList();
                    assertThat(tokens).as("seed %d", seed).doesNotHaveDuplicates();
                }
            }
        }
    }

    /// Half of what is written is large enough to lie in a file of its own.
    private static String value(String text, int number) {
        return number % 2 == 0 ? text : text + " ".repeat(40_000);
    }

    private static <T> List<T> atOnce(List<? extends Callable<T>> tasks) throws Exception {
        var together = new CyclicBarrier(tasks.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = tasks.stream()
                    .map(task -> threads.submit(() -> {
                        together.await();
                        return task.call();
                    }))
                    .toList();
            var results = new ArrayList<T>();
            for (var result : running) {
                results.add(result.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static URI address(WireTarget.Running server) {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /// Reads, writes and deletes what comes to its mind, mostly with the token that it saw last.
    final class RandomClient implements Callable<RandomClient> {
        private final Map<String, List<StoreOperation>> asked = new HashMap<>();
        private final StoreClient ana;
        private final String prefix;
        private final int number;
        private final Random random;
        private final Map<String, String> lastSeen = new HashMap<>();

        RandomClient(StoreClient ana, String prefix, int number, Random random) {
            this.ana = ana;
            this.prefix = prefix;
            this.number = number;
            this.random = random;
        }

        @Override
        public RandomClient call() {
            for (int i = 0; i < REQUESTS_OF_EACH_CLIENT; i++) {
                var key = KEYS.get(random.nextInt(KEYS.size()));
                var operation = StoreOperation.of(ana, prefix + key, any(key, i));
                about(key).add(operation);
                lastSeen.put(key, operation.told().token());
            }
            return this;
        }

        List<StoreOperation> about(String key) {
            return asked.computeIfAbsent(key, _ -> new ArrayList<>());
        }

        private Call any(String key, int i) {
            var known = lastSeen.getOrDefault(key, NO_TOKEN);
            return switch (random.nextInt(10)) {
                case 0, 1, 2 -> new Call.Get();
                case 3, 4, 5, 6 -> new Call.Put(known, value("client " + number + " request " + i, i));
                case 7 -> new Call.Put(NO_TOKEN, value("client " + number + " creates " + i, i));
                case 8 -> new Call.Delete(known);
                default -> new Call.Delete(NO_TOKEN);
            };
        }
    }
}
