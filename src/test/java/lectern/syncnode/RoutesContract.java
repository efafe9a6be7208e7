package lectern.syncnode;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import lectern.wire.ApiDescription;
import lectern.wire.Asked;
import lectern.wire.Header;
import lectern.wire.Manners;
import lectern.wire.Reply;
import lectern.wire.WholeServer;
import lectern.wire.Wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lectern.syncnode.StoreClient.NO_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/// What holds at every path of the door, as its description lists them.
interface RoutesContract {
    WholeServer target();

    /// All ways to ask that are served somewhere.
    Set<String> METHODS = Set.of("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH");

    @Test
    default void optionsNeedNoLoginAnywhere() {
        withAna((wire, _) -> described().forEach((path, _) -> {
            var answer = wire.ask("OPTIONS", path, List.of());
            assertThat(answer.status()).as(path).isEqualTo(204);
            assertThat(answer.header("Access-Control-Allow-Methods")).as(path).isPresent();
        }));
    }

    @Test
    default void headIsAnsweredWhereverGetIs() {
        withAna((wire, ana) -> described().forEach((path, methods) -> {
            if (methods.contains("GET") && !path.equals("/events")) { // which has no end
                var get = wire.ask("GET", path, bearer(ana));
                var head = wire.ask("HEAD", path, bearer(ana));
                assertThat(get.status()).as(path).isEqualTo(200);
                assertThat(head.status()).as(path).isEqualTo(200);
                assertThat(names(head)).as(path).isEqualTo(names(get));
                head.header("Content-Length")
                        .ifPresent(length -> assertThat(length)
                                .as(path)
                                .isEqualTo(Integer.toString(get.body().getBytes(UTF_8).length)));
            }
        }));
    }

    private static Set<String> names(Reply reply) {
        var names = new TreeSet<String>();
        reply.headers().forEach(header -> names.add(header.name()));
        names.removeAll(Set.of("Content-Length", "Transfer-Encoding")); // a list is as long as it turns out to be
        return names;
    }

    @Test
    default void whatAPathDoesNotDoIsSaidWithWhatItDoes() {
        withAna((wire, ana) -> described().forEach((path, methods) -> {
            var wrong = new TreeSet<>(METHODS);
            wrong.removeAll(methods);
            for (var method : wrong) {
                if (method.equals("HEAD") && methods.contains("GET")) {
                    continue;
                }
                var answer = wire.ask(method, path, bearer(ana));
                assertThat(answer.status()).as(method + " " + path).isEqualTo(405);
                assertThat(answer.header("Allow").orElseThrow().split(", ", -1))
                        .as(method + " " + path)
                        .containsAll(methods.stream()
                                .filter(allowed -> !allowed.equals("OPTIONS"))
                                .toList())
                        .doesNotContain(method);
            }
        }));
    }

    @Test
    default void belowAPathThatIsNoPrefixNothingIsServed() {
        withAna((wire, ana) -> described().keySet().forEach(path -> {
            for (var beside : List.of(path + "x", path.equals("/store") ? "/storex" : path + "/")) {
                if (!path.contains("/key") && !path.startsWith("/uploads/")) {
                    for (var method : List.of("GET", "POST", "DELETE")) {
                        var answer = wire.ask(method, beside, bearer(ana));
                        assertThat(answer.status()).as(method + " " + beside).isEqualTo(404);
                    }
                }
            }
        }));
    }

    @Test
    default void headersMayHave128Kilobytes() {
        withAna((wire, ana) -> {
            assertThat(wire.ask("GET", "/store/key", filled(ana, 127 * 1024)).status())
                    .isEqualTo(200);
            var more = filled(ana, 129 * 1024); // of which no request comes about that this door could answer
            assertThat(wire.wire().ask("GET", "/store/key", more, "").status()).isEqualTo(431);
        });
    }

    private static List<Header> filled(StoreClient client, int size) {
        var headers = new ArrayList<>(bearer(client));
        int line = 8_000;
        for (int left = size; left > 0; left -= line + "X-Filler: \r\n".length()) {
            headers.add(new Header("X-Filler", "x".repeat(Math.min(left, line))));
        }
        return headers;
    }

    /// Methods by path, with a key where one belongs.
    private static Map<String, Set<String>> described() {
        var described = new TreeMap<String, Set<String>>();
        for (var operation : ApiDescription.ofTheStore().operations()) {
            var words = operation.split(" ", 2);
            if (!words[1].equals("/health")) { // which is everybody's
                described
                        .computeIfAbsent(words[1].replace("{key}", "key").replace("{id}", "id"), _ -> new TreeSet<>())
                        .add(words[0]);
            }
        }
        return described;
    }

    private static List<Header> bearer(StoreClient client) {
        return List.of(new Header("Authorization", "Bearer " + client.bearer()));
    }

    /// Every answer is one that clients of this protocol understand.
    record Door(Wire wire, Manners manners) {
        Reply ask(String method, String target, List<Header> headers) {
            var asked = new Asked(method, target, headers, "");
            var reply = wire.ask(asked);
            manners.check(asked, reply);
            return reply;
        }
    }

    interface Scene {
        void play(Door wire, StoreClient ana);
    }

    private void withAna(Scene scene) {
        try (var server = target().start(Map.of("registration", "open"));
                var http = HttpClient.newHttpClient()) {
            var ana = StoreClient.register(http, server.address(), "ana");
            ana.put("key", NO_TOKEN, "value".getBytes(UTF_8));
            scene.play(new Door(new Wire(server.port()), new SyncNodeManners()), ana);
        }
    }
}
