package lectern.syncnode;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import lectern.json.Json;
import lectern.wire.Asked;
import lectern.wire.Manners;
import lectern.wire.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/// What clients of the store API rely on in every reply, whatever was asked.
public final class SyncNodeManners implements Manners {
    private static final Pattern OF_THIS_PROTOCOL =
            Pattern.compile("/(" + String.join("|", SyncNode.segments()) + ")([/?].*)?");

    /// Which statuses come with which code.
    private static final Map<String, Set<Integer>> CODES = Map.of(
            "AUTH01", Set.of(401, 403),
            "ACCT01", Set.of(403),
            "ACCT02", Set.of(400),
            "ACCT03", Set.of(409),
            "ERR01", Set.of(404, 410),
            "ERR02", Set.of(400, 405, 408, 409, 412, 413, 414, 415, 416, 429, 431, 460, 500, 503, 507),
            "KEY01", Set.of(412));

    @Override
    public void check(Asked asked, Reply reply) {
        if (!OF_THIS_PROTOCOL.matcher(asked.target()).matches()) {
            return;
        }
        assertThat(reply.headers("X-Request-Id")).hasSize(1);
        assertThat(reply.headers("Date")).hasSize(1);
        assertThat(reply.headers("Set-Cookie")).isEmpty();
        if (reply.status() == 204 || reply.status() == 304) {
            assertThat(reply.headers("Content-Type")).as("a type of nothing").isEmpty();
        }
        if (reply.status() == 401) {
            assertThat(reply.header("WWW-Authenticate"))
                    .hasValueSatisfying(how -> assertThat(how).startsWith("Bearer realm=\"sync-node\""));
        }
        if (reply.status() >= 400 && !asked.method().equals("HEAD")) {
            checkError(reply);
        }
    }

    private static void checkError(Reply reply) {
        assertThat(reply.headers("Content-Type")).containsExactly("application/json");
        var error = Json.parse(reply.body().getBytes(StandardCharsets.UTF_8));
        assertThat(CODES).containsKey(error.get("code").asString());
        assertThat(CODES.get(error.get("code").asString()))
                .as("statuses of %s", error)
                .contains(reply.status());
        assertThat(error.get("reason").asString()).matches("[a-z_]+");
        assertThat(error.get("message").asString()).isNotEmpty();
    }
}
