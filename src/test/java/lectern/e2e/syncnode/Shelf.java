package lectern.e2e.syncnode;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import lectern.syncnode.StoreClient;
import lectern.syncnode.StoreClient.Answer;

import static lectern.syncnode.StoreClient.NO_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/// One store, which one app writes and no other, and everything the app knows about it.
final class Shelf {
    private static final int LARGEST = 20_000_000;

    private final String key;
    private final Random random;
    private final Set<String> everSent = ConcurrentHashMap.newKeySet(); // digests
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private Optional<Version> acknowledged = Optional.empty();
    private Optional<Version> sent = Optional.empty(); // what was asked for last; the token is not known yet

    Shelf(String key, Random random) {
        this.key = key;
        this.random = random;
    }

    /// @param digest of the value, as the server tells it
    private record Version(String token, String digest, int size) {}

    /// Of what is there now.
    int size() {
        return acknowledged.map(Version::size).orElse(0);
    }

    /// One write, or now and then a removal.
    void change(StoreClient app, Countdown countdown) throws IOException {
        var token = acknowledged.map(Version::token).orElse(NO_TOKEN);
        if (acknowledged.isPresent() && random.nextInt(8) == 0) {
            sent = Optional.empty();
            var answer = app.tryToAsk("DELETE", StoreClient.store(key), token, BodyPublishers.noBody());
            assertThat(answer.status()).as("removing " + key).isEqualTo(204);
            acknowledged = Optional.empty();
            return;
        }
        var value = new byte[(int) Math.exp(random.nextDouble() * Math.log(LARGEST + 1))];
        random.nextBytes(value);
        var written = new Version(NO_TOKEN, digest(value), value.length);
        everSent.add(written.digest());
        sent = Optional.of(written);
        var answer = app.tryToAsk("PUT", StoreClient.store(key), token, body(value, countdown));
        assertThat(answer.status()).as("writing " + key).isEqualTo(204);
        acknowledge(written, answer);
    }

    private void acknowledge(Version written, Answer answer) {
        assertThat(tokens.add(answer.token())).as("a token that was never used").isTrue();
        acknowledged = Optional.of(new Version(answer.token(), written.digest(), written.size()));
        sent = acknowledged;
    }

    /// What a reader gets meanwhile is something that was sent once, to its last byte.
    void read(StoreClient app, String what) throws IOException {
        var answer = app.tryToAsk("GET", StoreClient.store(key), NO_TOKEN, BodyPublishers.noBody());
        if (answer.status() == 200) {
            assertThat(everSent).as(what).contains(digest(answer.body()));
            assertThat(answer.headers().firstValue("Repr-Digest")).as(what).contains(digest(answer.body()));
        } else {
            assertThat(answer.status()).as(what).isEqualTo(404);
        }
    }

    /// After the server was killed: the last that it acknowledged, or what was asked for then.
    void findWhatIsThere(StoreClient app, String what) {
        var answer = app.get(key);
        if (answer.status() == 404) {
            assertThat(acknowledged.isEmpty() || sent.isEmpty())
                    .as("%s, %s is gone", what, key)
                    .isTrue();
            acknowledged = Optional.empty();
            sent = Optional.empty();
            return;
        }
        assertThat(answer.status()).as(what).isEqualTo(200);
        var found = digest(answer.body());
        var old = acknowledged.filter(version -> version.digest().equals(found));
        if (old.isPresent()) {
            assertThat(answer.token()).as(what).isEqualTo(old.get().token());
            sent = old;
        } else {
            assertThat(sent.map(Version::digest)).as("%s, %s", what, key).contains(found);
            acknowledge(sent.orElseThrow(), answer);
        }
    }

    /// Half of the bodies say how long they are.
    private BodyPublisher body(byte[] value, Countdown countdown) {
        var counted = BodyPublishers.ofInputStream(() -> new Counted(value, 0, countdown));
        return random.nextBoolean() && value.length > 0 ? BodyPublishers.fromPublisher(counted, value.length) : counted;
    }

    private static String digest(byte[] value) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(value);
            return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
