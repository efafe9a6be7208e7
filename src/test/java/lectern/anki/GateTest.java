package lectern.anki;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import lectern.account.Door;
import lectern.account.Event;
import lectern.account.Event.Outcome;
import lectern.account.StaleAccount;
import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Payload;
import lectern.anki.wire.Refusal;
import lectern.db.DatabaseException;
import lectern.db.TestDatabase;

import static lectern.anki.TestServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What happens around every method: which status, which line in the activity, which in the log.
class GateTest {
    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @TempDir
    private Path folder;

    private final Captured captured = new Captured();
    private final Logger everybody = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("lectern");

    private TestServer server;
    private HeaderClient client;
    private String key = "";

    @BeforeEach
    void start() {
        captured.start();
        everybody.addAppender(captured);
        ours.setLevel(Level.TRACE);
        server = TestServer.open(database.open(), folder);
        client = server.headerClient();
        server.account("ana");
        key = client.key("ana", PASSWORD);
    }

    @AfterEach
    void stop() {
        server.close();
        everybody.detachAppender(captured);
        ours.setLevel(null);
    }

    private Said ask(SyncMethod method) {
        return client.ask("/sync/" + method.wireName(), key, "{\"a\":1}");
    }

    private Said ask(MediaMethod method) {
        return client.ask("/msync/" + method.wireName(), key, "{\"a\":1}");
    }

    private List<Event> events() {
        return server.happened().stream().map(entry -> entry.event()).toList();
    }

    // what is answered

    @Test
    void eachRefusalHasItsStatusAndNothingElse() {
        server.on(SyncMethod.CHUNK, (_, _) -> {
            throw new Refusal(new AnkiError.OutOfTurn("no sync is open"));
        });
        server.on(SyncMethod.META, (_, _) -> {
            throw new Refusal(new AnkiError.ClientTooOld());
        });

        assertThat(ask(SyncMethod.CHUNK)).satisfies(said -> {
            assertThat(said.status()).isEqualTo(409);
            assertThat(said.text()).isEqualTo("409");
            assertThat(said.originalSize()).isEmpty();
        });
        assertThat(ask(SyncMethod.META).status()).isEqualTo(501);
    }

    @Test
    void aDatabaseThatIsAwayIsNeverTakenForAWrongKey() {
        server.on(SyncMethod.META, (_, _) -> {
            throw new DatabaseException.Unavailable("it is away", new IOException());
        });

        assertThat(ask(SyncMethod.META).status()).isEqualTo(503);
        assertThat(events().getFirst().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aFullDiskIs503AndItsOperatorIsTold() {
        server.on(SyncMethod.UPLOAD, (_, _) -> {
            throw new IOException("no space left on device");
        });

        assertThat(ask(SyncMethod.UPLOAD).status()).isEqualTo(503);
        assertThat(captured.lines)
                .filteredOn(line -> line.contains("no space left on device"))
                .hasSize(1);
        assertThat(events().getFirst().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(events().getFirst().detail()).startsWith("the storage is full");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anUploadThatIsCutOffIsTold(boolean reset) throws IOException {
        server.on(SyncMethod.UPLOAD, (_, request) -> {
            request.payload().readAllBytes();
            return Payload.text("OK");
        });
        int before = events().size();
        var body = HeaderClient.zstd(new byte[1_000]);
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), server.http().port())) {
            var out = socket.getOutputStream();
            out.write(("POST /sync/upload HTTP/1.1\r\nHost: test\r\nanki-sync: " + HeaderClient.header(key, "s")
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.write((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, 0, body.length - 5);
            socket.setSoLinger(reset, 0);
        }
        await().until(() -> events().size() > before);
        assertThat(events().getFirst()).satisfies(event -> {
            assertThat(event.what()).isEqualTo("upload the collection");
            assertThat(event.outcome()).isNotEqualTo(Outcome.DONE);
            assertThat(event.detail()).doesNotContain("mistake").isNotEmpty();
        });
    }

    @Test
    void aMistakeOfOursIs500AndItsStackIsLoggedOnce() {
        server.on(SyncMethod.UPLOAD, (_, _) -> {
            throw new IllegalStateException("cannot be");
        });

        assertThat(ask(SyncMethod.UPLOAD).status()).isEqualTo(500);
        assertThat(captured.lines)
                .filteredOn(line -> line.contains("failed on request"))
                .hasSize(1);
        assertThat(events().getFirst().detail()).startsWith("a mistake in the server");
    }

    @Test
    void whatChangedMeanwhileIsTriedOnceMore() {
        var tries = new AtomicInteger();
        server.on(SyncMethod.START, (caller, request) -> {
            if (tries.incrementAndGet() == 1) {
                assertThat(request.json()).hasToString("{\"a\":1}");
                server.accounts().changeKeysOnly(caller.account(), true);
                throw new StaleAccount();
            }
            assertThat(caller.account().keysOnly()).isTrue();
            return Payload.json(request.json());
        });

        assertThat(ask(SyncMethod.START).text()).isEqualTo("{\"a\":1}");
        assertThat(tries).hasValue(2);
    }

    @Test
    void whatChangesAgainAndAgainMayComeLater() {
        var tries = new AtomicInteger();
        server.on(SyncMethod.START, (_, _) -> {
            tries.incrementAndGet();
            throw new StaleAccount();
        });

        assertThat(ask(SyncMethod.START).status()).isEqualTo(503);
        assertThat(tries).hasValue(2);
    }

    @Test
    void aFileThatWasReadCannotBeTriedOnceMore() {
        var tries = new AtomicInteger();
        server.on(SyncMethod.UPLOAD, (_, request) -> {
            tries.incrementAndGet();
            request.payload().readAllBytes();
            throw new StaleAccount();
        });

        assertThat(ask(SyncMethod.UPLOAD).status()).isEqualTo(503);
        assertThat(tries).hasValue(1);
    }

    @Test
    void aSyncNeedsItsKeyAndTheRestDoesNot() {
        for (var method : SyncMethod.values()) {
            if (method != SyncMethod.HOST_KEY) {
                var payload = "{}".getBytes(StandardCharsets.UTF_8);
                assertThat(client.ask("/sync/" + method.wireName(), key, "", payload)
                                .status())
                        .as("%s", method)
                        .isEqualTo(
                                switch (method) {
                                    case START, APPLY_GRAVES, APPLY_CHANGES, CHUNK, APPLY_CHUNK, SANITY_CHECK, FINISH ->
                                        400;
                                    case HOST_KEY, META, ABORT, UPLOAD, DOWNLOAD -> 200;
                                });
            }
        }
    }

    // the activity

    @Test
    void aSyncIsOneLine() {
        server.on(SyncMethod.FINISH, (_, request) -> {
            request.detail("2 notes came");
            return Payload.text("1760000205123");
        });
        for (var method : List.of(
                SyncMethod.META,
                SyncMethod.START,
                SyncMethod.APPLY_CHANGES,
                SyncMethod.CHUNK,
                SyncMethod.APPLY_CHUNK,
                SyncMethod.SANITY_CHECK,
                SyncMethod.FINISH)) {
            ask(method);
        }

        assertThat(events()).hasSize(2).first().satisfies(event -> {
            assertThat(event.door()).isEqualTo(Door.ANKI);
            assertThat(event.what()).isEqualTo("sync the collection");
            assertThat(event.device()).isEqualTo("Anki on linux");
            assertThat(event.client()).isEqualTo(HeaderClient.CLIENT);
            assertThat(event.outcome()).isEqualTo(Outcome.DONE);
            assertThat(event.detail()).isEqualTo("2 notes came");
            assertThat(event.account()).isPresent();
        });
        assertThat(events().getLast().what()).isEqualTo("sign in");
    }

    @Test
    void aSyncOfMediaIsOneLineToo() {
        for (var method : MediaMethod.values()) {
            ask(method);
        }

        assertThat(events()).extracting(Event::what).containsExactly("sync media", "sign in");
    }

    @Test
    void whatGoesWrongIsToldAtEveryStep() {
        server.on(SyncMethod.APPLY_CHUNK, (_, _) -> {
            throw new Refusal(new AnkiError.NotMergeable("a note without its note type"));
        });
        ask(SyncMethod.APPLY_CHUNK);
        client.logIn("ana", "wrong");

        assertThat(events()).extracting(Event::detail).contains("wrong password or key");
        assertThat(events())
                .filteredOn(event -> event.what().equals("sync the collection"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.outcome()).isEqualTo(Outcome.REFUSED);
                    assertThat(event.detail()).contains("a note without its note type");
                });
    }

    // the log

    @Test
    void aLineOfTheLogSaysWhoAndWithWhatAndHowMuch() {
        server.on(SyncMethod.APPLY_CHUNK, (_, request) -> {
            request.count("notes", 2);
            request.count("notes", 3);
            return Payload.nothing();
        });
        ask(SyncMethod.APPLY_CHUNK);

        assertThat(logged("/sync/applyChunk"))
                .contains("door=anki", " status=200 ", " account=", " anki=26.08.1 ", " notes=5");
    }

    @Test
    void aClientCannotWriteLinesIntoTheLog() {
        var header = HeaderClient.header(key, "s").replace(HeaderClient.CLIENT, "1.0\\nx door=x,a,b\\u001b[2J");
        client.send("/sync/finish", header, HeaderClient.zstd(new byte[] {'{', '}'}));

        assertThat(logged("/sync/finish")).endsWith(" anki=-");
        assertThat(events().getFirst().client()).isEqualTo("1.0 x door=x,a,b [2J");
    }

    @Test
    void noSecretIsLoggedOrTold() {
        for (var method : SyncMethod.values()) {
            ask(method);
            client.ask("/sync/" + method.wireName(), key + "x", "{}");
            server.formClient().ask("/sync/" + method.wireName(), key, "{}");
        }
        server.formClient().get("/msync/begin?k=" + key + "&v=x");
        server.formClient().get("/msync/nothing?k=" + key);
        client.send("/sync/meta", HeaderClient.header(key, "s").substring(1), new byte[0]);
        client.logIn("ana", "hunter2hunter2");
        client.logIn("hunter2hunter2", PASSWORD);
        server.on(SyncMethod.META, (_, request) -> {
            throw new IllegalStateException("a bug about " + request);
        });
        ask(SyncMethod.META);

        assertThat(captured.lines).isNotEmpty();
        assertThat(String.join("\n", captured.lines)).doesNotContain(key, PASSWORD, "hunter2");
        assertThat(events().toString()).doesNotContain(key, PASSWORD, "hunter2");
    }

    /// The line is written when the answer is out, which may be after the client has it.
    private String logged(String route) {
        return await().until(
                        () -> captured.lines.stream()
                                .filter(line -> line.contains(" route=" + route + " "))
                                .toList(),
                        lines -> lines.size() == 1)
                .getFirst();
    }

    private static final class Captured extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            var stack = event.getThrowableProxy();
            lines.add(event.getFormattedMessage() + (stack == null ? "" : " " + stack.getMessage()));
        }
    }
}
