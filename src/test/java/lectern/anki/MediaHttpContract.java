package lectern.anki;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import lectern.anki.FormClient.Field;
import lectern.anki.media.Media;
import lectern.anki.media.SqlMediaIndex;
import lectern.anki.media.TestZip;
import lectern.blob.FileBlobStore;
import lectern.db.Database;
import lectern.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// Media sync over HTTP, as new and old clients do it, on whatever database.
interface MediaHttpContract {
    TestServer server();

    enum Form {
        HEADER,
        MULTIPART;

        Client client(TestServer server) {
            return switch (this) {
                case HEADER -> server.headerClient();
                case MULTIPART -> server.formClient();
            };
        }

        MediaDevice device(TestServer server, String name) {
            var client = client(server);
            return new MediaDevice(client, client.key(name, TestServer.PASSWORD));
        }
    }

    @ParameterizedTest
    @EnumSource
    default void whatOneDeviceDoesTheOtherHas(Form form) {
        var server = server();
        var name = account(server);
        var desktop = form.device(server, name);
        var phone = Form.HEADER.device(server, name);

        desktop.put("a.jpg", "a");
        desktop.put("ünï \"c\".mp3", "b".repeat(40_000));
        desktop.put("c", "c");
        desktop.sync();
        phone.sync();
        assertThat(phone.files).hasSize(3).isEqualTo(desktop.files);

        phone.put("a.jpg", "changed");
        phone.delete("c");
        phone.sync();
        desktop.sync();
        assertThat(desktop.files).hasSize(2).isEqualTo(phone.files);

        desktop.delete("a.jpg");
        desktop.sync();
        phone.delete("ünï \"c\".mp3");
        phone.sync();
        desktop.sync();
        assertThat(desktop.files).isEmpty();
        assertThat(phone.files).isEmpty();
    }

    @Test
    default void whoSyncsFirstWins() {
        var server = server();
        var name = account(server);
        var desktop = Form.HEADER.device(server, name);
        var phone = Form.MULTIPART.device(server, name);
        desktop.put("same", "the same");
        phone.put("same", "the same");
        desktop.put("other", "of the desktop");
        phone.put("other", "of the phone");

        desktop.sync();
        phone.sync();
        desktop.sync();

        assertThat(phone.files).containsEntry("other", "of the desktop").isEqualTo(desktop.files);
        assertThat(begin(server, name)).isEqualTo(2);
    }

    @Test
    default void manyChangesComeInPagesAndNoneIsSkipped() {
        var server = server();
        var name = account(server);
        var desktop = Form.HEADER.device(server, name);
        var phone = Form.HEADER.device(server, name);
        IntStream.range(0, 1001).forEach(i -> desktop.put("file " + i, "content " + i));
        desktop.sync();
        phone.sync();
        assertThat(phone.files).hasSize(1001).isEqualTo(desktop.files);
    }

    @Test
    default void oneLargeFileComesAlone() {
        var server = server();
        var name = account(server);
        var desktop = Form.HEADER.device(server, name);
        var phone = Form.HEADER.device(server, name);
        desktop.put("a small one", "small");
        desktop.put("huge", "0123456789".repeat(900_000));
        desktop.put("small, too", "small");
        desktop.sync();
        phone.sync();
        assertThat(phone.files).isEqualTo(desktop.files);
    }

    @Test
    default void devicesThatEditAtRandomEndUpEqual() {
        var server = server();
        long seed = Long.getLong("lectern.seed", new Random().nextLong());
        var random = new Random(seed);
        var name = account(server);
        var devices = List.of(
                Form.HEADER.device(server, name),
                Form.MULTIPART.device(server, name),
                Form.HEADER.device(server, name));
        for (int round = 0; round < 40; round++) {
            var device = devices.get(random.nextInt(devices.size()));
            for (int edits = random.nextInt(5); edits > 0; edits--) {
                var file = "file " + random.nextInt(8);
                if (random.nextInt(3) == 0) {
                    device.delete(file);
                } else {
                    device.put(file, "content " + random.nextInt(3));
                }
            }
            device.sync();
        }
        devices.forEach(MediaDevice::sync);
        devices.forEach(MediaDevice::sync);
        assertThat(devices)
                .as("seed " + seed)
                .allSatisfy(device -> assertThat(device.files).isEqualTo(devices.getFirst().files));
    }

    @Test
    default void uploadsAtOnceAreCountedOneByOne() throws Exception {
        var server = server();
        var name = account(server);
        int devices = 4;
        int uploads = 8;
        try (var threads = Executors.newFixedThreadPool(devices)) {
            var running = threads.invokeAll(IntStream.range(0, devices)
                    .<Callable<Integer>>mapToObj(device -> () -> {
                        var client = server.headerClient();
                        var key = client.key(name, TestServer.PASSWORD);
                        for (int i = 0; i < uploads; i++) {
                            var zip = new TestZip()
                                    .file("of " + device + " " + i, "own")
                                    .file("large of " + device + " " + i, new byte[40_000])
                                    .file("shared", "by " + device + " " + i);
                            assertThat(client.ask("/msync/uploadChanges", key, zip.bytes())
                                            .status())
                                    .isEqualTo(200);
                        }
                        return device;
                    })
                    .toList());
            for (var device : running) {
                device.get();
            }
        }
        assertThat(begin(server, name)).isEqualTo(3L * devices * uploads);
        var fresh = Form.HEADER.device(server, name);
        fresh.sync();
        assertThat(fresh.files).hasSize(devices * uploads * 2 + 1);
    }

    @Test
    default void oldClientsBeginInTheirOwnWays() {
        var server = server();
        var client = server.formClient();
        var key = client.key(account(server), TestServer.PASSWORD);
        client.ask("/msync/uploadChanges", key, new TestZip().file("a", "a").bytes());
        var begun = "{\"data\":{\"usn\":1,\"sk\":\"" + key + "\"},\"err\":\"\"}";

        assertThat(client.get("/msync/begin?k=" + key + "&v=anki,2.1.15").text())
                .isEqualTo(begun);
        assertThat(client.get("/msync/begin?k=" + key).status()).isEqualTo(400);
        assertThat(client.get("/msync/begin?k=wrong&v=1").status()).isEqualTo(403);
        var fields = List.of(Field.of("v", "ankidroid,2.15"), Field.of("k", key), Field.of("c", "0"));
        assertThat(client.send("/msync/begin", fields).text()).isEqualTo(begun);

        var data = Field.of("data", "{\"lastUsn\":0}");
        assertThat(client.send("/msync/mediaChanges", List.of(data, Field.of("sk", key)))
                        .text())
                .isEqualTo("{\"data\":[[\"a\",1,\"" + sha1("a") + "\"]],\"err\":\"\"}");
    }

    @ParameterizedTest
    @EnumSource
    default void whatIsRefusedHasItsStatus(Form form) {
        var server = server();
        var client = form.client(server);
        var key = client.key(account(server), TestServer.PASSWORD);
        assertThat(client.ask(
                                "/msync/uploadChanges",
                                key,
                                new TestZip().file("u\u0308.jpg", "in NFD").bytes())
                        .status())
                .isEqualTo(400);
        assertThat(client.ask("/msync/uploadChanges", key, "no zip".getBytes(UTF_8))
                        .status())
                .isEqualTo(400);
        assertThat(client.ask("/msync/mediaChanges", key, "{}").status()).isEqualTo(400);
        assertThat(client.ask("/msync/downloadFiles", key, "{\"files\":[\"unknown\"]}")
                        .status())
                .isEqualTo(409);
        assertThat(client.ask("/msync/mediaSanity", key, "{\"local\":1}").text())
                .isEqualTo("{\"data\":\"mediaSanity\",\"err\":\"\"}");
        for (var method : MediaMethod.values()) {
            assertThat(client.ask("/msync/" + method.wireName(), "wrong", "{}").status())
                    .isEqualTo(403);
        }
    }

    @Test
    default void aZipSaysHowLongItIs() {
        var server = server();
        var client = server.headerClient();
        var key = client.key(account(server), TestServer.PASSWORD);
        client.ask(
                "/msync/uploadChanges",
                key,
                new TestZip().file("a", "a".repeat(50_000)).bytes());
        var said = client.ask("/msync/downloadFiles", key, "{\"files\":[\"a\"]}");
        assertThat(said.originalSize()).contains((long) said.body().length);
        assertThat(TestZip.entries(said.body()).get("0")).hasSize(50_000);
    }

    /// Puts the real thing behind the methods.
    static void serveMedia(TestServer server, Database database, Path data) {
        var clock = InstantSource.system();
        var media = new Media(
                new SqlMediaIndex(database, clock),
                FileBlobStore.open(data, database, new SecureRandom(), clock),
                data);
        server.on(MediaMethod.BEGIN, media::begin);
        server.on(MediaMethod.MEDIA_CHANGES, media::mediaChanges);
        server.on(MediaMethod.DOWNLOAD_FILES, media::downloadFiles);
        server.on(MediaMethod.UPLOAD_CHANGES, media::uploadChanges);
        server.on(MediaMethod.MEDIA_SANITY, media::mediaSanity);
    }

    private static String account(TestServer server) {
        server.account("ana");
        return "ana";
    }

    private static long begin(TestServer server, String name) {
        var client = server.headerClient();
        var said = client.ask("/msync/begin", client.key(name, TestServer.PASSWORD), "{\"v\":\"x\"}");
        return Json.parse(said.body()).path("data").path("usn").longValue();
    }

    static String sha1(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
