package lectern.server;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.anki.Anki;
import lectern.config.Config;
import lectern.config.Settings;
import lectern.json.Json;
import lectern.syncnode.SyncNode;
import lectern.wire.ApiDescription;
import lectern.wire.Reply;
import lectern.wire.Wire;

import static org.assertj.core.api.Assertions.assertThat;

class ApiPagesTest {
    /// Media methods that are asked at the root are described where they belong, below `/msync`.
    private static final Set<String> ANKI_AT_ROOT = Stream.of(Anki.segments())
            .filter(segment -> !segment.equals("sync") && !segment.equals("msync"))
            .collect(Collectors.toSet());

    /// A protocol with a description of its own.
    private static final Set<String> SYNC_NODE = Set.of(SyncNode.segments());

    @TempDir
    Path folder;

    private Server server;

    @BeforeEach
    void start() {
        var settings = Settings.of(
                Map.of(
                        "LECTERN_DATA",
                        folder.resolve("data").toString(),
                        "LECTERN_HOST",
                        "127.0.0.1",
                        "LECTERN_PORT",
                        "0"),
                folder);
        server = Server.start(Config.load(settings, folder), InstantSource.system());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theDescriptionHasEveryRouteAndNoOther() {
        var routes = server.routes().stream()
                .map(route -> route.method() + " " + route.pattern())
                .filter(route -> !route.matches("GET /(docs.*|redoc.*)?|(GET|POST) /app.*")) // pages
                .filter(route -> !ANKI_AT_ROOT.contains(route.split("/", -1)[1]))
                .filter(route -> !route.endsWith("sync/{method}")) // says that there is no such method
                .filter(route -> !SYNC_NODE.contains(route.split("/", -1)[1]))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(ApiDescription.ofTheServer().operations()).isEqualTo(routes);
    }

    @Test
    void theDescriptionOfTheStoreHasEveryRouteOfTheStore() {
        var routes = server.routes().stream()
                .filter(route -> SYNC_NODE.contains(route.pattern().split("/", -1)[1]))
                .map(route -> route.method() + " " + route.pattern().replace("...}", "}"))
                .filter(route -> !route.equals("GET /store/")) // the same as without the slash
                .toList();

        assertThat(ApiDescription.ofTheStore().operations()).containsAll(routes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.json", "/openapi/sync-node.json"})
    void aDescriptionIsServedAsJson(String path) {
        var reply = get(path);

        assertThat(reply.header("Content-Type")).hasValue("application/json");
        assertThat(Json.parse(reply.body().getBytes(StandardCharsets.UTF_8))
                        .get("openapi")
                        .asString())
                .isEqualTo("3.1.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs",
                "/docs/swagger-ui-bundle.js",
                "/docs/swagger-ui.css",
                "/docs/start.js",
                "/docs/choice.css",
                "/redoc",
                "/redoc/redoc.standalone.js"
            })
    void thePagesAndAllTheyAreMadeOfComeFromThisServer(String path) {
        var reply = get(path);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isNotEmpty();
        assertThat(reply.header("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("default-src 'none'").doesNotContain("http"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/redoc"})
    void aPageNamesNoOtherServer(String path) {
        assertThat(get(path).body()).doesNotContain("//");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/redoc"})
    void aPageShowsTheDescriptionThatWasChosen(String path) {
        var chosen = Pattern.compile("(data-description|spec-url)=\"([^\"]*)\"");

        assertThat(get(path).body()).containsPattern("=\"openapi.json\"");
        assertThat(chosen.matcher(get(path + "?of=openapi/sync-node.json").body())
                        .results())
                .extracting(found -> found.group(2))
                .containsExactly("openapi/sync-node.json");
        assertThat(chosen.matcher(get(path + "?of=%22elsewhere").body()).results())
                .extracting(found -> found.group(2))
                .containsExactly("openapi.json");
    }

    @Test
    void thereIsNothingElseBelowThem() {
        assertThat(get("/docs/openapi.json").status()).isEqualTo(404);
        assertThat(get("/redoc/..%2fdocs").status()).isEqualTo(404);
    }

    private Reply get(String path) {
        return new Wire(server.port()).ask("GET", path, List.of(), "");
    }
}
