package lectern.kosync;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import lectern.db.TestDatabase;
import lectern.kosync.TestServer.Setup;
import lectern.wire.Header;

import static org.assertj.core.api.Assertions.assertThat;

/// 66. Logs and activity go to places that passwords must not go to.
class SecretsInLogsTest {
    private static final String KEY = "a029d0df84eb5549c641e04a9ef389e5";
    private static final String NEW_KEY = "5f4dcc3b5aa765d61d8327deb882cf99";
    private static final String WRONG_KEY = "00112233445566778899aabbccddeeff";
    private static final String BASIC = "YW5hOm15cGFzcw=="; // ana:mypass

    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @TempDir
    Path folder;

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
    void noLineAndNoActivityHoldsAKeyOrAPassword() {
        try (var server = TestServer.open(database.open(), folder, Setup.usual())) {
            server.register("ana", KEY);
            server.register("ana", KEY);
            server.authorize("ana", KEY);
            server.authorize("ana", WRONG_KEY);
            server.authorize("nobody", WRONG_KEY);
            server.wire().ask("GET", "/users/auth", List.of(new Header("Authorization", "Basic " + BASIC)), "");
            server.push("ana", KEY, "dune", "secret place");
            server.ask("PUT", "/syncs/progress", "ana", KEY, "{\"document\":\"dune\",\"progress\":\"secret place\"");
            server.ask("PUT", "/users/password", "ana", KEY, "{\"password\":\"" + NEW_KEY + "\"}");
            server.ask("GET", "/users/nothing?key=" + NEW_KEY, "ana", NEW_KEY, "");
            server.ask("DELETE", "/users/me", "ana", NEW_KEY, "");

            assertThat(captured.lines).as("something was logged").isNotEmpty();
            assertThat(String.join("\n", captured.lines))
                    .doesNotContainIgnoringCase(
                            KEY, NEW_KEY, WRONG_KEY, BASIC, "mypass", "secret place", "authorization");
            assertThat(server.happened().toString())
                    .doesNotContainIgnoringCase(KEY, NEW_KEY, WRONG_KEY, BASIC, "mypass", "secret place");
        }
    }

    private static final class Captured extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage() + " " + event.getKeyValuePairs() + " " + event.getMDCPropertyMap());
        }
    }
}
