package lectern.syncnode.concurrency;

import java.util.Optional;

import lectern.syncnode.StoreClient;
import lectern.syncnode.StoreClient.Answer;

import static java.nio.charset.StandardCharsets.UTF_8;

/// One request for one store, from when it was sent to when its answer was there.
record StoreOperation(Call call, Told told, long began, long ended)
        implements Linearizability.Operation<StoreOperation.State> {

    sealed interface Call {
        record Get() implements Call {}

        record Put(String token, String value) implements Call {}

        record Delete(String token) implements Call {}
    }

    /// Of a version: the token that the answer names, and the value where it carries one.
    record Told(int status, String token, String value) {
        static Told by(Answer answer) {
            return new Told(answer.status(), answer.token(), answer.status() == 200 ? answer.text() : "");
        }
    }

    /// One version, or none. All clients are of one account, which may repeat its own deletion.
    ///
    /// @param token of the version, or of the one that was deleted last
    record State(boolean present, String token, String value) {
        static final State NEVER_WRITTEN = new State(false, StoreClient.NO_TOKEN, "");
    }

    /// Asks, and takes the time.
    static StoreOperation of(StoreClient client, String key, Call call) {
        long began = System.nanoTime();
        var answer = switch (call) {
            case Call.Get() -> client.get(key);
            case Call.Put(var token, var value) -> client.put(key, token, value.getBytes(UTF_8));
            case Call.Delete(var token) -> client.delete(key, token);
        };
        return new StoreOperation(call, Told.by(answer), began, System.nanoTime());
    }

    @Override
    public Optional<State> after(State before) {
        return Optional.of(oneByOne(before))
                .filter(step -> step.told().equals(told))
                .map(Step::after);
    }

    private record Step(Told told, State after) {}

    /// What a store says and becomes when it handles one request after the other. Only the token of a new version is
    /// its own choice.
    private Step oneByOne(State store) {
        var asItIs = store.present() ? new Told(412, store.token(), "") : new Told(412, StoreClient.NO_TOKEN, "");
        return switch (call) {
            case Call.Get() when store.present() -> new Step(new Told(200, store.token(), store.value()), store);
            case Call.Get() -> new Step(new Told(404, StoreClient.NO_TOKEN, ""), store);
            case Call.Put(var token, var value)
            when token.equals(store.present() ? store.token() : "") ->
                new Step(new Told(204, told.token(), ""), new State(true, told.token(), value));
            case Call.Put _ -> new Step(asItIs, store);
            case Call.Delete(var token)
            when !token.isEmpty() && token.equals(store.token()) ->
                new Step(new Told(204, told.token(), ""), new State(false, token, ""));
            case Call.Delete _ when store.present() -> new Step(asItIs, store);
            case Call.Delete _ -> new Step(new Told(404, StoreClient.NO_TOKEN, ""), store);
        };
    }
}
