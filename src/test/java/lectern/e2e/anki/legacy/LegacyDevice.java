package lectern.e2e.anki.legacy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.json.Json;

/// A device with an Anki of before 2023. It must download before it can do anything else: it makes no collections.
public final class LegacyDevice implements AutoCloseable {
    /// What it says when the server refuses.
    public static final class Refused extends RuntimeException {
        private final int status;

        Refused(String method, int status) {
            super(method + " was answered " + status);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /// What a sync came to.
    public enum Outcome {
        NO_CHANGES,
        SYNCED,
        ONE_WAY_NEEDED,
        STOPPED_BY_SERVER
    }

    private final Path folder;
    private final URI server;
    private final int version;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, byte[]> media = new HashMap<>();
    private String key = "";

    /// Ids are moments. These are of last week, so that no other device makes the same.
    private long nextId = Instant.now().minus(Duration.ofDays(7)).toEpochMilli();

    private long lastMediaUsn;
    private int syncs;

    /// @param version of the protocol, 8 to 10
    public LegacyDevice(Path folder, URI server, int version) {
        this.folder = folder;
        this.server = server;
        this.version = version;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path collectionFile() {
        return folder.resolve("collection.anki2");
    }

    public void login(String name, String password) {
        key = post("sync/hostKey", Json.object().put("u", name).put("p", password))
                .path("key")
                .asString();
    }

    // Syncing

    public JsonNode meta() {
        return post("sync/meta", Json.object().put("v", version).put("cv", "ankidesktop,2.1.26,linux"));
    }

    public void download() {
        try {
            Files.write(collectionFile(), send("sync/download", form("sync/download", bytes("{}"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns what the server said: `OK`, or why not.
    public String upload() {
        try (var collection = open()) {
            collection.execute("delete from graves");
            for (var table : List.of("notes", "cards", "revlog")) {
                collection.execute("update " + table + " set usn = 0 where usn = -1");
            }
            for (var column : List.of("models", "decks", "dconf")) {
                var objects = collection.objects(column);
                objects.values().forEach(object -> ((ObjectNode) object).put("usn", 0));
                collection.objects(column, objects);
            }
            var tags = collection.objects("tags");
            List.copyOf(tags.propertyNames()).forEach(tag -> tags.put(tag, 0));
            collection.objects("tags", tags);
            long now = Instant.now().toEpochMilli();
            collection.execute("update col set usn = usn + 1, scm = ?, ls = ?, mod = ?", now, now, now);
            collection.commit();
        }
        try {
            var file = Files.readAllBytes(collectionFile());
            return new String(send("sync/upload", form("sync/upload", file)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Outcome sync() {
        syncs++;
        var meta = meta();
        if (!meta.path("cont").asBoolean()) {
            return Outcome.STOPPED_BY_SERVER;
        }
        try (var collection = open()) {
            if (collection.number("select mod from col") == meta.path("mod").asLong()) {
                return Outcome.NO_CHANGES;
            }
            if (collection.number("select scm from col") != meta.path("scm").asLong()) {
                return Outcome.ONE_WAY_NEEDED;
            }
            try {
                sync(collection, meta);
            } catch (RuntimeException e) {
                collection.rollback();
                post("sync/abort", Json.object());
                throw e;
            }
            return Outcome.SYNCED;
        }
    }

    private void sync(LegacyCollection collection, JsonNode meta) {
        long usn = meta.path("usn").asLong();
        boolean newer =
                collection.number("select mod from col") > meta.path("mod").asLong();

        var start = Json.object()
                .put("minUsn", collection.number("select usn from col"))
                .put("lnewer", newer);
        start.set("graves", collection.takePendingGraves(usn)); // all at once, as until 2.1.27
        collection.remove(post("sync/start", start));

        var changes = Json.object();
        changes.set("models", collection.takePendingObjects("models", usn));
        changes.putArray("decks")
                .add(collection.takePendingObjects("decks", usn))
                .add(collection.takePendingObjects("dconf", usn));
        changes.set("tags", collection.takePendingTags(usn));
        if (newer) {
            changes.set("conf", collection.objects("conf"));
            changes.put("crt", collection.number("select crt from col"));
        }
        var theirs = post("sync/applyChanges", wrapped("changes", changes));
        collection.merge("models", theirs.path("models"));
        collection.merge("decks", theirs.path("decks").path(0));
        collection.merge("dconf", theirs.path("decks").path(1));
        collection.mergeTags(theirs.path("tags"), usn);
        if (theirs.has("conf")) {
            collection.objects("conf", (ObjectNode) theirs.path("conf"));
            collection.execute("update col set crt = ?", theirs.path("crt").asLong());
        }

        boolean done = false;
        while (!done) {
            var chunk = post("sync/chunk", Json.object());
            collection.mergeChunk(chunk);
            done = chunk.path("done").asBoolean();
        }
        done = false;
        while (!done) {
            var chunk = collection.takePendingChunk(usn);
            post("sync/applyChunk", wrapped("chunk", chunk));
            done = chunk.path("done").asBoolean();
        }

        var sanity = post("sync/sanityCheck2", wrapped("client", counts(collection)));
        if (!sanity.path("status").asString().equals("ok")) {
            throw new IllegalStateException("the counts differ: " + sanity);
        }
        long mod = post("sync/finish", Json.object()).asLong();
        collection.execute("update col set mod = ?, ls = ?, usn = ?", mod, mod, usn + 1);
        collection.commit();
    }

    private static JsonNode counts(LegacyCollection collection) {
        var counts = Json.array();
        counts.addArray().add(0).add(0).add(0);
        for (var table : List.of("cards", "notes", "revlog", "graves")) {
            counts.add(collection.number("select count(*) from " + table));
        }
        for (var column : List.of("models", "decks", "dconf")) {
            counts.add(collection.objects(column).size());
        }
        return counts;
    }

    // What its owner does

    /// A note of the stock type Basic with its one card; the text may hold no HTML.
    public long addNote(String front, String back) {
        try (var collection = open()) {
            long id = nextId++;
            long second = id / 1000;
            long notetype = idOf(collection, "models", "Basic");
            collection.execute(
                    "insert into notes values (?, ?, ?, ?, -1, ' legacy ', ?, ?, ?, 0, '')",
                    id,
                    "legacy" + id,
                    notetype,
                    second,
                    front + "\u001f" + back,
                    front,
                    LegacyCollection.checksum(front));
            collection.execute(
                    "insert into cards values (?, ?, 1, 0, ?, -1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, '{}')",
                    id,
                    id,
                    second);
            collection.put("tags", "legacy", Json.parse(bytes(Integer.toString(LegacyCollection.PENDING))));
            touch(collection);
            return id;
        }
    }

    public void editNote(long id, String front, String back) {
        try (var collection = open()) {
            collection.execute(
                    "update notes set flds = ?, sfld = ?, csum = ?, mod = mod + 1, usn = -1 where id = ?",
                    front + "\u001f" + back,
                    front,
                    LegacyCollection.checksum(front),
                    id);
            touch(collection);
        }
    }

    public void deleteNote(long id) {
        try (var collection = open()) {
            collection.execute("insert into graves (usn, oid, type) select -1, id, 0 from cards where nid = ?", id);
            collection.execute("insert into graves (usn, oid, type) values (-1, ?, 1)", id);
            collection.execute("delete from cards where nid = ?", id);
            collection.execute("delete from notes where id = ?", id);
            touch(collection);
        }
    }

    /// With a member that no Anki knows, as add-ons write them.
    public void editObject(String column, String name, String member, String value) {
        try (var collection = open()) {
            var id = Long.toString(idOf(collection, column, name));
            var object = (ObjectNode) collection.objects(column).path(id);
            object.put(member, value)
                    .put("usn", LegacyCollection.PENDING)
                    .put("mod", object.path("mod").asLong() + 1);
            collection.put(column, id, object);
            touch(collection);
        }
    }

    /// What stands in that member.
    public JsonNode object(String column, String name) {
        try (var collection = open()) {
            return collection.objects(column).path(Long.toString(idOf(collection, column, name)));
        }
    }

    public List<String> fields() {
        try (var collection = open()) {
            var fields = new ArrayList<String>();
            collection
                    .rows("select flds from notes order by id")
                    .forEach(row -> fields.add(row.get(0).asString()));
            return fields;
        }
    }

    private static long idOf(LegacyCollection collection, String column, String name) {
        return collection.objects(column).values().stream()
                .filter(object -> object.path("name").asString().equals(name))
                .mapToLong(object -> object.path("id").asLong())
                .findFirst()
                .orElseThrow();
    }

    private static void touch(LegacyCollection collection) {
        collection.execute("update col set mod = ?", Instant.now().toEpochMilli());
        collection.commit();
    }

    // Media

    public Map<String, byte[]> media() {
        return media;
    }

    /// Sends a file; a client of this age learns of it from the server again at its next look.
    public void sendMedia(String name, byte[] content) {
        beginMedia();
        media.put(name, content);
        var zip = new ByteArrayOutputStream();
        try (var entries = new ZipOutputStream(zip)) {
            entries.putNextEntry(new ZipEntry("0"));
            entries.write(content);
            entries.putNextEntry(new ZipEntry("_meta"));
            var meta = Json.array();
            meta.addArray().add(name).add("0");
            entries.write(Json.write(meta));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        media("uploadChanges", zip.toByteArray());
    }

    /// Takes what the server has, and compares the number of files.
    public void fetchMedia() {
        beginMedia();
        for (var rows = mediaChanges(); !rows.isEmpty(); rows = mediaChanges()) {
            var wanted = new ArrayList<String>();
            for (var row : rows) {
                lastMediaUsn = row.get(1).asLong();
                media.remove(row.get(0).asString());
                if (!row.get(2).asString().isEmpty()) {
                    wanted.add(row.get(0).asString());
                }
            }
            while (!wanted.isEmpty()) {
                wanted.subList(0, fetch(wanted)).clear();
            }
        }
        var sanity = media("mediaSanity", Json.write(Json.object().put("local", media.size())));
        if (!sanity.asString().equals("OK")) {
            throw new IllegalStateException("the server counts other files than " + media.keySet());
        }
    }

    private void beginMedia() {
        var request = HttpRequest.newBuilder(server.resolve("msync/begin?k=" + key + "&v=ankidesktop,2.1.26,linux"));
        var answer = Json.parse(answer("msync/begin", request.GET().build()));
        if (!answer.path("data").path("sk").isString()) {
            throw new IllegalStateException("no key for the media: " + answer);
        }
    }

    private JsonNode mediaChanges() {
        return media("mediaChanges", Json.write(Json.object().put("lastUsn", lastMediaUsn)));
    }

    /// How many of the wanted came: the first ones.
    private int fetch(List<String> wanted) {
        var names = Json.array();
        wanted.forEach(names::add);
        var contents = new HashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(
                send("msync/downloadFiles", mediaForm(Json.write(wrapped("files", names))))))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                contents.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var meta = Json.parse(contents.getOrDefault("_meta", new byte[0]));
        meta.properties()
                .forEach(file ->
                        media.put(file.getValue().asString(), contents.getOrDefault(file.getKey(), new byte[0])));
        return meta.size();
    }

    private JsonNode media(String method, byte[] payload) {
        var answer = Json.parse(send("msync/" + method, mediaForm(payload)));
        if (!answer.path("err").asString().isEmpty()) {
            throw new IllegalStateException(answer.toString());
        }
        return answer.path("data");
    }

    // The wire

    private JsonNode post(String path, JsonNode payload) {
        return Json.parse(send(path, form(path, Json.write(payload))));
    }

    /// The payload stands before the fields that say how to read it.
    private Form form(String path, byte[] payload) {
        var form = new Form().compressed(payload);
        return path.endsWith("hostKey") ? form : form.with("k", key).with("s", "s" + syncs);
    }

    private Form mediaForm(byte[] payload) {
        return new Form().with("sk", key).plain(payload);
    }

    private byte[] send(String path, Form form) {
        return answer(
                path,
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Content-Type", Form.contentType())
                        .POST(BodyPublishers.ofByteArray(form.bytes()))
                        .build());
    }

    private byte[] answer(String path, HttpRequest request) {
        try {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new Refused(path, answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private LegacyCollection open() {
        return LegacyCollection.open(collectionFile());
    }

    private static ObjectNode wrapped(String name, JsonNode content) {
        var object = Json.object();
        object.set(name, content);
        return object;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
