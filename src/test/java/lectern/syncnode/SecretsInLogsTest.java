package lectern.syncnode;

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import lectern.wire.Header;
import lectern.wire.WholeServer;
import lectern.wire.Wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lectern.syncnode.StoreClient.NO_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/// Logs go to places that neither what signs in nor what is stored must go to.
class SecretsInLogsTest {
    private static final String NAME = "Wilhelmina";
    private static final String KEY = "secret diary";
    private static final String META = "nonce-of-the-diary";
    private static final String TEXT = "dear diary, nobody may read this";
    private static final String NEW_PASSWORD = "battery staple";
    private static final String WRONG_PASSWORD = "wrong horse";

    private final Captured captured = new Captured();
    private final Logger everybody = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("lectern");

    @BeforeEach
    void capture() {
        captured.start();
        everybody.addAppender(captured);
        ours.setLevel(Level.TRACE);
    }

    @AfterEach
    void release() {
        everybody.detachAppender(captured);
        ours.setLevel(null);
    }

    @Test
    void noLineSaysWhoSignedInWithWhatOrWhatIsStored() {
        try (var server = WholeServer.onSqlite().start(Map.of("registration", "open"));
                var http = HttpClient.newHttpClient()) {
            var secrets = aDay(server, StoreClient.register(http, server.address(), NAME));
            server.restart();
            assertThat(captured.lines).as("something was logged").hasSizeGreaterThan(20);
            var all = String.join("\n", captured.lines);
            assertThat(secrets).allSatisfy(secret -> assertThat(all).doesNotContainIgnoringCase(secret));
        }
    }

    /// Answers everything that must not be written anywhere.
    private static List<String> aDay(WholeServer.Started server, StoreClient ana) {
        var secrets = new ArrayList<>(List.of(
                NAME, "secret", "diary", META, TEXT, StoreClient.PASSWORD, NEW_PASSWORD, WRONG_PASSWORD, ana.bearer()));
        var wire = new Wire(server.port());
        var bearer = new Header("Authorization", "Bearer " + ana.bearer());
        var path = StoreClient.store(KEY);

        var described = List.of(bearer, new Header("X-Sync-Meta", META), new Header("X-Sync-Client", "her-phone"));
        var first = wire.ask("PUT", path, described, TEXT);
        assertThat(first.status()).isEqualTo(204);
        var token = first.header("X-Sync-Token").orElseThrow();
        var address = first.header("X-Sync-Address").orElseThrow();
        secrets.addAll(List.of(token, address, "her-phone"));
        for (var refused : List.of("stale", "")) {
            wire.ask("PUT", path, List.of(bearer, new Header("X-Sync-Token", refused)), TEXT);
        }
        wire.ask(
                "PUT",
                path,
                List.of(bearer, new Header("If-Match", "*"), new Header("Repr-Digest", "sha-256=:AAAA:")),
                TEXT);
        for (var target : List.of(
                path,
                "/store/" + address,
                "/store?meta=1&prefix=secret",
                "/changes?prefix=secret",
                "/versions/secret%20diary",
                "/permission/secret%20diary",
                path + "?version=" + token,
                path + "%zz",
                "/account?token=" + ana.bearer(),
                "/nowhere/" + KEY.replace(' ', '-'))) {
            wire.ask("GET", target, List.of(bearer), "");
        }
        wire.ask("POST", "/batch", List.of(bearer), """
                {"atomic":true,"operations":[{"op":"put","key":"%s","token":"%s","meta":"%s","text":"%s"},{"op":"get"}]}
                """.formatted(KEY, token, META, TEXT));
        wire.ask(
                "PUT",
                "/permission/secret%20diary",
                List.of(bearer),
                "[{\"user\":\"secret friend\",\"permission\":\"OWN\"}]");
        wire.ask("POST", "/auth", List.of(), "{\"id\":\"%s\",\"password\":\"%s\"}".formatted(NAME, WRONG_PASSWORD));
        wire.ask("POST", "/auth", List.of(), "{\"id\":\"%s\",\"password\":\"%s".formatted(NAME, WRONG_PASSWORD));
        wire.ask("POST", "/resetpassword", List.of(), "{\"id\":\"%s\"}".formatted(NAME));
        wire.ask("POST", "/password", List.of(bearer), "{\"password\":\"%s\"}".formatted(NEW_PASSWORD));
        var ticket = ana.ask("POST", "/events", NO_TOKEN, BodyPublishers.noBody());
        secrets.add(ticket.json().path("ticket").asString());
        wire.ask("GET", "/events?ticket=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", List.of(), "");
        ana.put("large " + KEY, NO_TOKEN, TEXT.repeat(2_000).getBytes(UTF_8));
        ana.delete(KEY, token);
        return secrets;
    }

    private static final class Captured extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            var thrown =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(event.getFormattedMessage() + " " + event.getKeyValuePairs() + " " + event.getMDCPropertyMap()
                    + thrown);
        }
    }
}
