package lectern.syncnode.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import lectern.account.Account;
import lectern.account.Caller;
import lectern.account.Credential;
import lectern.account.Privacy;
import lectern.account.TestAccounts;
import lectern.blob.BlobStore;
import lectern.blob.FileBlobStore;
import lectern.db.Database;
import lectern.http.Cors;
import lectern.http.Faulted;
import lectern.http.Faults;
import lectern.http.FrontDoor;
import lectern.http.HttpServer;
import lectern.http.HttpSettings;
import lectern.http.Metrics;
import lectern.http.Router;
import lectern.http.Slashes;
import lectern.syncnode.entry.Author;
import lectern.syncnode.entry.Content;
import lectern.syncnode.entry.EntrySettings;
import lectern.syncnode.entry.EntryStore;
import lectern.syncnode.entry.Expected;
import lectern.syncnode.entry.Operation;
import lectern.syncnode.entry.Outcome;
import lectern.syncnode.entry.Properties;
import lectern.syncnode.entry.Reference;
import lectern.syncnode.entry.SqlEntryStore;
import lectern.syncnode.entry.StoreName;
import lectern.syncnode.entry.Value;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SyncNodeError;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// Two people, what is kept for them, and a server where each request says who asks.
final class TestUploads implements AutoCloseable {
    static final UploadSettings SETTINGS = UploadSettings.defaults();

    final TestAccounts accounts;
    final Account ana;
    final Account ben;
    final UploadStore uploads;
    final EntryStore entries;
    final BlobStore blobs;
    final Expiry expiry;
    private final Database db;
    private final Path data;
    private final SecureRandom random = new SecureRandom();
    private final Privacy privacy = new Privacy("a secret for tests only", random);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private HttpServer server;

    TestUploads(Database db, Path data, EntrySettings settings) {
        this.db = db;
        this.data = data;
        accounts = new TestAccounts(db);
        ana = accounts.make("ana");
        ben = accounts.make("ben");
        uploads = new SqlUploadStore(db, privacy, this::now);
        entries = new SqlEntryStore(db, accounts.accounts(), privacy, settings, random, this::now);
        blobs = newBlobs();
        expiry = new Expiry(uploads, entries);
        server = open(blobs);
    }

    private BlobStore newBlobs() {
        return FileBlobStore.open(data, db, random, this::now);
    }

    private HttpServer open(BlobStore bytes) {
        var router = new Router("uploads", Slashes.RAW, Faults.plain(), Cors.none());
        new Uploads(SETTINGS, OptionalLong.of(1 << 30), uploads, entries, bytes, _ -> {}, random, this::now)
                .routes(router, signedIn());
        return HttpServer.open(
                HttpSettings.defaults().at("127.0.0.1", 0), new FrontDoor("").mount(router, "uploads"), new Metrics());
    }

    private SignedIn signedIn() {
        return (_, endpoint) -> request -> {
            try {
                var account = request.header("X-Who").orElseThrow().equals("ana") ? ana : ben;
                return endpoint.to(request, author(account));
            } catch (Refusal refusal) {
                return refusal.error().toResponse();
            } catch (Faulted faulted) {
                return SyncNodeError.of(faulted.fault()).toResponse();
            }
        };
    }

    static Author author(Account account) {
        return new Author(new Caller(account, new Credential.AccountPassword(true)), Optional.empty());
    }

    /// Another process goes on, and remembers nothing that is not on the disk.
    void restart() {
        server.close();
        server = open(newBlobs());
    }

    Instant now() {
        return now;
    }

    /// Lets time pass, and the sweeper work.
    void pass(Duration time) {
        now = now.plus(time);
        blobs.deleteExpired(now, 1000);
        expiry.deleteExpired(now, 1000);
        blobs.deleteExpired(now, 1000);
    }

    /// Bytes in the only file there is.
    long onDisk() {
        return data.resolve("blobs")
                .resolve(files().getFirst().substring(0, 2))
                .resolve(files().getFirst())
                .toFile()
                .length();
    }

    List<String> files() {
        try (var files = Files.walk(data.resolve("blobs"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // what a client does

    static String metadata(Map<String, String> values) {
        return values.entrySet().stream()
                .map(pair -> pair.getKey()
                        + ' '
                        + Base64.getEncoder().encodeToString(pair.getValue().getBytes(UTF_8)))
                .collect(Collectors.joining(","));
    }

    /// Where an upload of so many bytes goes.
    String begin(String key, long length) throws Exception {
        return begin(Map.of("key", key), length);
    }

    String begin(Map<String, String> metadata, long length) throws Exception {
        var begun = ask(
                "POST", "/uploads", "", "Upload-Length", Long.toString(length), "Upload-Metadata", metadata(metadata));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        return begun.headers().firstValue("Location").orElseThrow();
    }

    HttpResponse<String> append(String location, long offset, String bytes, String... headers) throws Exception {
        var all = Arrays.copyOf(headers, headers.length + 4);
        all[headers.length] = "Upload-Offset";
        all[headers.length + 1] = Long.toString(offset);
        all[headers.length + 2] = "Content-Type";
        all[headers.length + 3] = "application/offset+octet-stream";
        return ask("PATCH", location, bytes, all);
    }

    HttpResponse<String> head(String location) throws Exception {
        return ask("HEAD", location, "");
    }

    long offset(String location) throws Exception {
        var head = head(location);
        assertThat(head.statusCode()).isEqualTo(200);
        return head.headers().firstValueAsLong("Upload-Offset").orElseThrow();
    }

    HttpResponse<String> ask(String method, String path, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body.getBytes(ISO_8859_1)));
        var all = new LinkedHashMap<String, String>();
        all.put("X-Who", "ana");
        all.put("Tus-Resumable", "1.0.0");
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        all.forEach(request::header);
        return client.send(request.build(), BodyHandlers.ofString(ISO_8859_1));
    }

    /// A PATCH that says it has `length` bytes, and sends those; it's up to the test what comes then.
    Socket hanging(String location, long offset, long length, String bytes) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(("""
                PATCH %s HTTP/1.1\r
                Host: x\r
                X-Who: ana\r
                Tus-Resumable: 1.0.0\r
                Content-Type: application/offset+octet-stream\r
                Upload-Offset: %d\r
                Content-Length: %d\r
                \r
                """.formatted(location, offset, length) + bytes).getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    // what is stored

    static Reference named(String key) {
        return new Reference.Named(new StoreName(key));
    }

    /// The token of what another device writes.
    String put(String key, Expected expected, String text) {
        var bytes = text.getBytes(UTF_8);
        var properties =
                new Properties(Optional.empty(), Optional.empty(), Optional.empty(), bytes.length, "0".repeat(64));
        return entries.put(
                        author(ana),
                        new Operation.Put(named(key), expected, new Value(new Content.Inline(bytes), properties)))
                .orElseThrow(Refusal::of)
                .entry()
                .token()
                .value();
    }

    boolean has(String key) {
        return entries.find(author(ana).caller(), named(key)) instanceof Outcome.Done<?>;
    }

    /// One character for each byte.
    String text(String key) throws IOException {
        var found = entries.find(author(ana).caller(), named(key)).orElseThrow(Refusal::of);
        return switch (found.content()) {
            case Content.Inline(var bytes) -> new String(bytes, ISO_8859_1);
            case Content.InBlob(var id) -> {
                try (var in = blobs.open(id)) {
                    yield new String(in.readAllBytes(), ISO_8859_1);
                }
            }
        };
    }

    Properties properties(String key) {
        return entries.find(author(ana).caller(), named(key))
                .orElseThrow(Refusal::of)
                .entry()
                .properties();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
