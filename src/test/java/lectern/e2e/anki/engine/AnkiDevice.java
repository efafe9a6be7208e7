package lectern.e2e.anki.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Properties;

import anki.generic.Empty;
import anki.sync.SyncAuth;
import anki.sync.SyncCollectionResponse;
import anki.sync.SyncCollectionResponse.ChangesRequired;
import anki.sync.SyncLoginRequest;
import anki.sync.SyncStatusResponse;
import com.google.protobuf.ByteString;
import tools.jackson.databind.JsonNode;

import lectern.json.Json;

/// One device with Anki on it: a folder that holds its collection, its media and its sign-in. The collection is open,
/// and locked, until `close`; opened again, the device is as it was. What a person does with the cards is `edits()`.
public final class AnkiDevice implements Device {
    private static final String ADDRESS = "address";
    private static final String KEY = "key";
    private static final String MEDIA = "collection.media";

    /// By itself the engine gives up after half a minute without a byte, as long as a busy machine may stall.
    /// Users can set it.
    private static final int PATIENCE_IN_SECONDS = 300;

    private final Path folder;
    private final AnkiEngine engine;
    private final Properties signIn;

    private AnkiDevice(Path folder, AnkiEngine engine, Properties signIn) {
        this.folder = folder;
        this.engine = engine;
        this.signIn = signIn;
    }

    /// Makes the folder and an empty collection where there is none.
    public static AnkiDevice open(Path folder) {
        try {
            Files.createDirectories(folder.resolve(MEDIA));
            var device = new AnkiDevice(folder, AnkiEngine.open(), readSignIn(folder));
            device.openCollection();
            return device;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A device made of a copy of one collection file, for looking at what another program wrote. Nobody may have the
    /// file open: what lies in its log only is not seen.
    public static AnkiDevice reading(Path collection, Path folder) {
        try {
            Files.createDirectories(folder);
            Files.copy(collection, folder.resolve("collection.anki2"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return open(folder);
    }

    public Path collectionFile() {
        return folder.resolve("collection.anki2");
    }

    public Path mediaFolder() {
        return folder.resolve(MEDIA);
    }

    public AnkiEngine engine() {
        return engine;
    }

    @Override
    public void addNotes(int count, String deck, String prefix) {
        edits().addNotes(count, deck, prefix);
    }

    @Override
    public void makeRandomEdits(long seed, int count) {
        new RandomEdits(this, seed).makeAll(count);
    }

    public Edits edits() {
        return new Edits(this);
    }

    @Override
    public Content content() {
        return Content.of(this);
    }

    @Override
    public List<String> check() {
        return engine.checkDatabase();
    }

    public void login(URI server, String name, String password) {
        signIn.setProperty(ADDRESS, server.toString());
        var request = SyncLoginRequest.newBuilder()
                .setUsername(name)
                .setPassword(password)
                .setEndpoint(server.toString())
                .build();
        signIn.setProperty(KEY, engine.syncLogin(request).getHkey());
        keepSignIn();
    }

    /// The server has moved; the key stays.
    public void server(URI moved) {
        signIn.setProperty(ADDRESS, moved.toString());
        keepSignIn();
    }

    public String key() {
        return signIn.getProperty(KEY, "");
    }

    @Override
    public ChangesRequired sync() {
        return syncAndAnswer().getRequired();
    }

    public SyncCollectionResponse syncAndAnswer() {
        return engine.syncCollection(auth());
    }

    /// What a sync would want, asked of the device first and of the server at most once in five minutes.
    public SyncStatusResponse.Required status() {
        return engine.syncStatus(auth()).getRequired();
    }

    @Override
    public void upload() {
        engine.fullUploadRaw(auth().toByteArray());
    }

    @Override
    public void download() {
        engine.fullDownloadRaw(auth().toByteArray());
    }

    @Override
    public void syncMedia() {
        lookAnew(mediaFolder());
        engine.syncMedia(auth());
    }

    /// The engine looks at the files when the folder's time is another than before, in whole seconds, in which a test
    /// does more than a person.
    private static void lookAnew(Path folder) {
        try {
            var changed = Files.getLastModifiedTime(folder).toInstant().plusSeconds(2);
            Files.setLastModifiedTime(folder, FileTime.from(changed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Called from another thread, it ends a sync as the Cancel button does.
    public void cancelSync() {
        engine.abortSyncRaw(Empty.getDefaultInstance().toByteArray());
    }

    /// Rows of the open collection, as arrays in the order of the columns. For reading only.
    public JsonNode query(String sql, Object... values) {
        var arguments = Json.array();
        for (var value : values) {
            switch (value) {
                case Long number -> arguments.add(number);
                case Integer number -> arguments.add(number);
                case String text -> arguments.add(text);
                default -> throw new IllegalArgumentException("no value of SQLite's: " + value);
            }
        }
        var command = Json.object().put("kind", "query").put("sql", sql).put("first_row_only", false);
        command.set("args", arguments);
        return Json.parse(
                engine.runDbCommand(ByteString.copyFrom(Json.write(command))).toByteArray());
    }

    public long number(String sql, Object... values) {
        return query(sql, values).get(0).get(0).asLong();
    }

    /// Many small edits as one transaction of the database, which takes seconds where it would take minutes.
    public void inOneTransaction(Runnable edits) {
        databaseCommand("begin");
        boolean done = false;
        try {
            edits.run();
            done = true;
        } finally {
            databaseCommand(done ? "commit" : "rollback");
        }
    }

    @Override
    public void close() {
        try {
            engine.closeCollection(false);
        } catch (EngineException _) {
            // a one-way sync that failed may have left it closed
        } finally {
            engine.close();
        }
    }

    private void openCollection() {
        engine.openCollection(
                collectionFile().toString(),
                mediaFolder().toString(),
                folder.resolve("collection.media.db").toString(),
                false);
    }

    private void databaseCommand(String kind) {
        engine.runDbCommand(ByteString.copyFrom(Json.write(Json.object().put("kind", kind))));
    }

    private SyncAuth auth() {
        var auth = SyncAuth.newBuilder().setHkey(key()).setIoTimeoutSecs(PATIENCE_IN_SECONDS);
        var address = signIn.getProperty(ADDRESS, "");
        return address.isEmpty() ? auth.build() : auth.setEndpoint(address).build();
    }

    private static Properties readSignIn(Path folder) throws IOException {
        var signIn = new Properties();
        if (Files.exists(signInFile(folder))) {
            try (var in = Files.newInputStream(signInFile(folder))) {
                signIn.load(in);
            }
        }
        return signIn;
    }

    private void keepSignIn() {
        try (var out = Files.newOutputStream(signInFile(folder))) {
            signIn.store(out, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path signInFile(Path folder) {
        return folder.resolve("sign-in.properties");
    }
}
