package lectern.kosync;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.account.Account;
import lectern.account.ActivityLog.Entry;
import lectern.account.Event.Outcome;
import lectern.db.Commits;
import lectern.db.Database;
import lectern.db.DatabaseException;
import lectern.db.Dialect;
import lectern.db.TestDatabase;
import lectern.db.Work;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.ProgressStore;
import lectern.kosync.book.Push;
import lectern.kosync.book.PushResult;
import lectern.kosync.book.Reading;
import lectern.wire.Header;
import lectern.wire.Reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/// 53. Whatever the storage does, a reader that signed in is never told that its key is wrong: it would throw the
/// position away.
class StorageDownTest {
    private static final String KEY = "a029d0df84eb5549c641e04a9ef389e5";

    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.open(
                database.open(),
                folder,
                TestServer.Setup.usual()
                        .with(stores -> new KosyncStores(
                                new BrokenStore(),
                                stores.books(),
                                stores.history(),
                                stores.links(),
                                stores.preferences(),
                                stores.diary())));
        server.register("ana", KEY);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aReaderKeepsItsPositionForLater() {
        var reply = server.push("ana", KEY, "unreachable", "17");

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.body()).isEqualTo("{\"code\":1000,\"message\":\"Storage is not reachable.\"}");
        assertThat(reply.header("Retry-After")).hasValue("5");
    }

    @Test
    void aScriptIsToldWhenToComeBack() {
        var headers = List.of(new Header("x-auth-user", "ana"), new Header("x-auth-key", KEY));

        var reply = server.wire().ask("GET", "/syncs/progress/unreachable", headers, "");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).hasValue("5");
        assertThat(reply.body())
                .isEqualTo(
                        "{\"detail\":\"Storage is not reachable.\",\"message\":\"Storage is not reachable.\",\"code\":1000}");
    }

    @Test
    void aMistakeOfOursIsAnErrorOfTheServerWithAnIdForItsLog() {
        var reply = server.push("ana", KEY, "mistake", "17");

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.body()).isEqualTo("{\"code\":2000,\"message\":\"Unknown server error.\"}");
        assertThat(reply.header("X-Request-Id")).isPresent();
    }

    /// 13a: what can be reached and fails is the official server's other code, and a change that failed has changed
    /// nothing.
    @Test
    void aPasswordThatCouldNotBeStoredIsNotChanged() {
        var broken = new AtomicBoolean();
        try (var failing = TestServer.open(new Failing(database.open(), broken), folder)) {
            broken.set(true);
            var reply = failing.ask("PUT", "/users/password", "ana", KEY, "{\"password\":\"another\"}");
            broken.set(false);

            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.body()).isEqualTo("{\"code\":2000,\"message\":\"Unknown server error.\"}");
            assertThat(failing.authorize("ana", KEY).status()).isEqualTo(200);
            assertThat(failing.authorize("ana", "another").status()).isEqualTo(401);
        }
    }

    @Test
    void aDatabaseThatIsGoneIsNeverTakenForAWrongKey() {
        var gone = Database.open(database.settings());
        try (var cutOff = TestServer.open(gone, folder)) {
            cutOff.push("ana", KEY, "dune", "17");
            gone.close();

            var replies = List.of(
                    cutOff.push("ana", KEY, "dune", "18"),
                    cutOff.pull("ana", KEY, "dune"),
                    cutOff.authorize("ana", KEY),
                    cutOff.authorize("nobody", KEY),
                    cutOff.ask("PUT", "/users/password", "ana", KEY, "{\"password\":\"another\"}"),
                    cutOff.register("ben", KEY));

            assertThat(replies).extracting(Reply::status).containsOnly(502);
            assertThat(replies)
                    .extracting(Reply::body)
                    .containsOnly("{\"code\":1000,\"message\":\"Storage is not reachable.\"}");
        }
        assertThat(server.authorize("ana", KEY).status()).isEqualTo(200);
    }

    @Test
    void theOwnerReadsThatItFailed() {
        server.push("ana", KEY, "unreachable", "17");

        assertThat(server.happened())
                .extracting(Entry::event)
                .extracting(event -> event.what(), event -> event.outcome(), event -> event.detail())
                .contains(tuple("push a position", Outcome.FAILED, "Storage is not reachable."));
    }

    /// Reads, and as long as it is broken stores nothing.
    private record Failing(Database behind, AtomicBoolean broken) implements Database {
        @Override
        public <T> T read(Work<T> work) {
            return behind.read(work);
        }

        @Override
        public <T> T write(Work<T> work) {
            if (broken.get()) {
                throw new DatabaseException.Damaged("made up by a test");
            }
            return behind.write(work);
        }

        @Override
        public Commits commits() {
            return behind.commits();
        }

        @Override
        public Dialect dialect() {
            return behind.dialect();
        }

        @Override
        public void close() {
            behind.close();
        }
    }

    /// Fails in two ways: the database is away, or the program is wrong.
    private static final class BrokenStore implements ProgressStore {
        @Override
        public PushResult push(Account account, Push push, Set<DocumentId> siblings) {
            throw failure(push.document());
        }

        @Override
        public Optional<Reading> find(Account account, DocumentId document, Set<DocumentId> siblings) {
            throw failure(document);
        }

        private static RuntimeException failure(DocumentId document) {
            return document.value().equals("mistake")
                    ? new IllegalStateException("made up by a test")
                    : new DatabaseException.Unavailable("made up by a test");
        }
    }
}
