package lectern.anki.collection;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import tools.jackson.databind.JsonNode;

import lectern.account.Account;
import lectern.account.AccountName;
import lectern.account.Accounts;
import lectern.account.Caller;
import lectern.account.Credential;
import lectern.account.Event;
import lectern.account.Privacy;
import lectern.account.Role;
import lectern.account.SqlAccounts;
import lectern.anki.wire.Payload;
import lectern.anki.wire.SyncRequest;
import lectern.anki.wire.SyncVersion;
import lectern.db.Database;
import lectern.db.SqliteFile;
import lectern.db.Work;
import lectern.json.Json;

/// The collections of a server, with an account nobody else has and the devices that sync it.
final class TestSync implements AutoCloseable {
    /// The first one of a new collection, made when its account was. It has two fields.
    static final long NOTE_TYPE = TestClock.BEGINNING.toEpochMilli();

    final TestClock clock = new TestClock();
    final Accounts accounts;
    final SqlLeases leases;
    final List<Event> events = new CopyOnWriteArrayList<>();
    final Collections collections;
    final Account ana;
    final CollectionFolder folder;

    private final Path root;

    TestSync(Database database, Path root) {
        this(database, root, CollectionSettings.defaults());
    }

    TestSync(Database database, Path root, CollectionSettings settings) {
        this.root = root;
        var random = new SecureRandom();
        accounts = new SqlAccounts(database, new Privacy("a secret for tests only", random), random, clock);
        leases = new SqlLeases(database, settings.idle(), clock);
        collections = Collections.open(root, settings, leases, events::add, clock);
        ana = account();
        folder = CollectionFolder.of(root, ana.id());
    }

    Account account() {
        var created = accounts.create(new Accounts.NewAccount(
                new AccountName("ana " + UUID.randomUUID()),
                Optional.empty(),
                Role.MEMBER,
                Optional.empty(),
                false,
                Optional.empty()));
        return ((Accounts.Creation.Created) created).account();
    }

    /// As another process has it.
    Collections anotherProcess() {
        return Collections.open(root, CollectionSettings.defaults(), leases, events::add, clock);
    }

    Device device(String key) {
        return new Device(collections, ana, key, SyncVersion.V11);
    }

    /// One sync attempt of one device.
    record Device(Collections collections, Account account, String key, SyncVersion version) {
        interface Method {
            Payload of(Caller caller, SyncRequest request) throws IOException;
        }

        byte[] bytes(Method method, byte[] payload) throws IOException {
            return send(method, new ByteArrayInputStream(payload));
        }

        byte[] send(Method method, InputStream payload) throws IOException {
            var caller = new Caller(account, new Credential.AccountPassword(true));
            var request = new SyncRequest(version, "", key, "tests", () -> payload, 100_000_000);
            return switch (method.of(caller, request)) {
                case Payload.Bytes(var bytes) -> bytes;
                case Payload.Stream(var length, var source) -> {
                    var out = new ByteArrayOutputStream();
                    source.writeTo(out);
                    if (out.size() != length) {
                        throw new AssertionError("the length is wrong");
                    }
                    yield out.toByteArray();
                }
            };
        }

        JsonNode call(Method method, String json) throws IOException {
            return Json.parse(bytes(method, json.getBytes(StandardCharsets.UTF_8)));
        }

        JsonNode meta() throws IOException {
            return call((caller, request) -> collections.meta(caller, request, 7), "{\"v\":11,\"cv\":\"tests\"}");
        }

        JsonNode start(long minUsn) throws IOException {
            return call(collections::start, "{\"minUsn\":%d,\"lnewer\":true,\"graves\":null}".formatted(minUsn));
        }

        JsonNode applyGraves(String graves) throws IOException {
            return call(collections::applyGraves, "{\"chunk\":" + graves + "}");
        }

        JsonNode applyChanges(String changes) throws IOException {
            return call(collections::applyChanges, "{\"changes\":" + changes + "}");
        }

        JsonNode chunk() throws IOException {
            return call(collections::chunk, "{\"_pad\":null}");
        }

        JsonNode applyChunk(String chunk) throws IOException {
            return call(collections::applyChunk, "{\"chunk\":" + chunk + "}");
        }

        JsonNode sanityCheck(String counts) throws IOException {
            return call(collections::sanityCheck, "{\"client\":" + counts + "}");
        }

        long finish() throws IOException {
            return call(collections::finish, "{\"_pad\":null}").longValue();
        }

        JsonNode abort() throws IOException {
            return call(collections::abort, "{\"_pad\":null}");
        }

        String upload(byte[] file) throws IOException {
            return new String(bytes(collections::upload, file), StandardCharsets.UTF_8);
        }

        byte[] download() throws IOException {
            return bytes(collections::download, "{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    /// A sync with nothing but these rows.
    void sync(long minUsn, String chunk) throws IOException {
        var device = device("once");
        device.start(minUsn);
        device.applyChunk(chunk);
        device.finish();
    }

    static String card(long id, long mod) {
        return card(id, mod, "{}");
    }

    static String card(long id, long mod, String data) {
        return "[%d,500,1,0,%d,0,0,0,1,0,0,0,0,0,0,0,0,%s]".formatted(id, mod, quoted(data));
    }

    static String note(long id, long mod, String fields) {
        return note(id, NOTE_TYPE, mod, fields);
    }

    static String note(long id, long type, long mod, String fields) {
        return "[%d,\"guid%d\",%d,%d,0,\" b  a \",%s,\"\",\"\",0,\"\"]".formatted(id, id, type, mod, quoted(fields));
    }

    static String review(long id) {
        return "[%d,600,0,3,12,5,2500,8400,1]".formatted(id);
    }

    static String quoted(String text) {
        return new String(Json.write(out -> out.writeString(text)), StandardCharsets.UTF_8);
    }

    /// What is committed.
    <T> T stored(Work<T> work) {
        try (var file = folder.open()) {
            return file.read(work);
        }
    }

    long number(String sql) {
        return stored(tx -> tx.one(sql, row -> row.whole("n")).orElseThrow());
    }

    String text(String sql) {
        return texts(sql).getFirst();
    }

    List<String> texts(String sql) {
        return texts(sql, "t");
    }

    List<String> texts(String sql, String column, Object... values) {
        return stored(tx -> tx.list(sql, row -> row.text(column), values));
    }

    /// Changes the file behind the server's back.
    void change(String... statements) {
        try (var file = SqliteFile.openToWrite(folder.collection(), lectern.anki.schema.Unicase.COLLATION)) {
            file.write(tx -> {
                for (var statement : statements) {
                    tx.update(statement);
                }
                return statements.length;
            });
        }
    }

    CollectionState state() {
        return stored(CollectionState::read);
    }

    @Override
    public void close() {
        collections.close();
    }
}
