package lectern.kosync;

import java.util.Set;
import java.util.regex.Pattern;

import lectern.wire.Asked;
import lectern.wire.Manners;
import lectern.wire.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/// What KOReader and its family rely on in every reply, whatever was asked.
public final class KosyncManners implements Manners {
    /// Everything from 2.3 of the protocol's description, and 304 and 204 where no reader asks.
    private static final Set<Integer> DOCUMENTED =
            Set.of(200, 201, 204, 304, 400, 401, 402, 403, 404, 405, 408, 409, 412, 413, 422, 429, 500, 502, 503);

    private static final Set<String> MAKES = Set.of("/users/create", "/documents/link");

    private static final Pattern OF_THIS_PROTOCOL =
            Pattern.compile("/+([a-z/]+/)?(users|syncs|documents|books|card|admin|healthcheck)(/.*)?");

    @Override
    public void check(Asked asked, Reply reply) {
        var method = asked.method();
        var path = asked.path();
        if (!OF_THIS_PROTOCOL.matcher(path).matches()) {
            return;
        }
        assertThat(reply.status()).as("a status that is documented").isIn(DOCUMENTED);
        if (!method.equals("OPTIONS")) {
            assertThat(reply.header("Vary"))
                    .as("Vary")
                    .hasValueSatisfying(vary -> assertThat(vary).contains("Accept"));
        }
        if (!reply.body().isEmpty() && !reply.body().startsWith("<svg")) {
            assertThat(reply.headers("Content-Type")).as("36.").containsExactly("application/json");
        }
        if (path.contains("/users/") || path.contains("/syncs/")) {
            checkForReaders(method, path, reply);
        }
    }

    private static void checkForReaders(String method, String path, Reply reply) {
        if (reply.status() == 201) {
            assertThat(MAKES).as("37. 201 is for what was made").anyMatch(path::endsWith);
        }
        if (!method.equals("OPTIONS")) {
            assertThat(reply.status())
                    .as("37. what KOReader takes for a failure")
                    .isNotIn(202, 204);
            assertThat(reply.status() / 100)
                    .as("37. KOReader follows no redirect")
                    .isNotEqualTo(3);
            assertThat(reply.header("Cache-Control")).hasValue("no-store");
        }
    }
}
