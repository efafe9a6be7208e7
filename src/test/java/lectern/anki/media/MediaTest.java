package lectern.anki.media;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.account.Account;
import lectern.account.Caller;
import lectern.account.Credential;
import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Payload;
import lectern.anki.wire.Refusal;
import lectern.anki.wire.SyncRequest;
import lectern.anki.wire.SyncVersion;
import lectern.db.DatabaseException;
import lectern.db.TestDatabase;
import lectern.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What the five methods are asked and answer, before it is framed for the wire.
class MediaTest {
    private static final int MB = 1024 * 1024;

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.sqlite(); // every test has accounts of its own

    @TempDir
    private Path data;

    private TestMedia stores;
    private Media media;
    private Path spool;

    @FunctionalInterface
    private interface Method {
        Payload answer(Caller caller, SyncRequest request) throws IOException;
    }

    @BeforeEach
    void open() throws IOException {
        stores = new TestMedia(DATABASE.open(), data);
        spool = Files.createDirectory(data.resolve("spool"));
        media = new Media(stores.index, stores.blobs, spool);
    }

    @Test
    void beginTellsTheCounterAndGivesTheKeyBack() {
        assertThat(ask(media::begin, "{\"v\":\"anki,2.1.66 (70506aeb),linux\"}"))
                .isEqualTo("{\"data\":{\"usn\":0,\"sk\":\"the key\"},\"err\":\"\"}");
        upload(new TestZip().file("a.jpg", "a"));
        assertThat(ask(media::begin, "{\"v\":\"x\"}")).contains("\"usn\":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"v\":\"\"}", "{\"v\":null}"})
    void aClientWithoutAVersionIsRefused(String request) {
        assertThat(refused(media::begin, request)).isInstanceOf(AnkiError.Malformed.class);
    }

    @Test
    void whatChangedIsListedInOrder() {
        upload(new TestZip().file("old.mp3", "old").file("chat.jpg", "cat").deleted("old.mp3"));
        assertThat(ask(media::mediaChanges, "{\"lastUsn\":0}"))
                .isEqualTo("{\"data\":[[\"chat.jpg\",2,\""
                        + TestMedia.sha1("cat").hex() + "\"],[\"old.mp3\",3,\"\"]],\"err\":\"\"}");
        assertThat(ask(media::mediaChanges, "{\"lastUsn\":2}"))
                .isEqualTo("{\"data\":[[\"old.mp3\",3,\"\"]],\"err\":\"\"}");
        assertThat(ask(media::mediaChanges, "{\"lastUsn\":3}")).isEqualTo("{\"data\":[],\"err\":\"\"}");
        assertThat(ask(media::mediaChanges, "{\"lastUsn\":99}")).isEqualTo("{\"data\":[],\"err\":\"\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"lastUsn\":\"1\"}", "{\"lastUsn\":1e99}", "{\"lastUsn\":1.5}", "{\"lastUsn\":null}"})
    void aNumberIsANumber(String request) {
        assertThat(refused(media::mediaChanges, request)).isInstanceOf(AnkiError.Malformed.class);
    }

    @Test
    void theNumberOfFilesIsCompared() {
        upload(new TestZip().file("a", "a").file("b", "b").file("c", "c").deleted("b"));
        assertThat(ask(media::mediaSanity, "{\"local\":2}")).isEqualTo("{\"data\":\"OK\",\"err\":\"\"}");
        assertThat(ask(media::mediaSanity, "{\"local\":3}")).isEqualTo("{\"data\":\"mediaSanity\",\"err\":\"\"}");
        assertThat(refused(media::mediaSanity, "{}")).isInstanceOf(AnkiError.Malformed.class);
    }

    @Test
    void filesTravelInAZipInTheOrderInWhichTheyWereAskedFor() {
        upload(new TestZip().file("a.jpg", "first").file("ü \"b\".mp3", "second"));
        assertThat(TestZip.texts(download("ü \"b\".mp3", "a.jpg")))
                .containsExactly("0=second", "1=first", "_meta={\"0\":\"ü \\\"b\\\".mp3\",\"1\":\"a.jpg\"}");
        assertThat(TestZip.texts(download())).containsExactly("_meta={}");
    }

    @Test
    void theFirstFilesComeAndTheClientAsksForTheRest() {
        var large = random(1_500_000);
        upload(new TestZip()
                .file("1", large)
                .file("2", "small")
                .file("3", large)
                .file("4", "after"));
        assertThat(TestZip.entries(download("1", "2", "3", "4"))).containsOnlyKeys("0", "1", "_meta");
        assertThat(TestZip.entries(download("3", "4"))).containsOnlyKeys("0", "1", "_meta");
        assertThat(TestZip.entries(download("2", "unknown", "4"))).containsOnlyKeys("0", "_meta");
    }

    @Test
    void aFileLargerThanAZipShouldBeComesAlone() {
        var huge = random(9 * MB);
        upload(new TestZip().file("small", "small").file("huge", huge));
        assertThat(TestZip.entries(download("small", "huge"))).containsOnlyKeys("0", "_meta");
        assertThat(TestZip.entries(download("huge", "small")).get("0")).isEqualTo(huge);
    }

    @Test
    void manyNamesAreTakenAtOnce() {
        for (int from = 0; from < 1200; from += 300) {
            var zip = new TestZip();
            IntStream.range(from, from + 300).forEach(i -> zip.file("file " + i, "content " + i));
            upload(zip);
        }
        var names = IntStream.range(0, 1200).mapToObj(i -> "file " + i).toArray(String[]::new);
        var first = TestZip.entries(download(names));
        assertThat(first).hasSize(1001).containsEntry("999", "content 999".getBytes(UTF_8));
        assertThat(TestZip.entries(download(Arrays.copyOfRange(names, 1000, 1200))))
                .hasSize(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"files\":[\"gone\"]}", "{\"files\":[\"unknown\",\"a\"]}", "{\"files\":[\"../a\",\"a\"]}"})
    void aFileThatIsNotThereIsAConflict(String request) {
        upload(new TestZip().file("a", "a").file("gone", "g").deleted("gone"));
        assertThat(refused(media::downloadFiles, request)).isInstanceOf(AnkiError.OutOfTurn.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"files\":\"a\"}", "{\"files\":[1]}", "{\"files\":{\"a\":\"b\"}}"})
    void whatIsNoListOfNamesIsMalformed(String request) {
        assertThat(refused(media::downloadFiles, request)).isInstanceOf(AnkiError.Malformed.class);
    }

    @Test
    void bytesThatAreGoneFromTheDiskAreNotSent() throws IOException {
        upload(new TestZip().file("small", "small").file("large", random(100_000)));
        try (var files = Files.walk(data.resolve("blobs"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        assertThat(TestZip.entries(download("small", "large"))).containsOnlyKeys("0", "_meta");
        assertThat(refused(media::downloadFiles, "{\"files\":[\"large\"]}")).isInstanceOf(AnkiError.OutOfTurn.class);
    }

    @Test
    void bytesThatChangedOnTheDiskAreNotSent() throws IOException {
        upload(new TestZip().file("large", random(100_000)));
        try (var files = Files.walk(data.resolve("blobs"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.write(file, new byte[100_000]);
            }
        }
        assertThatThrownBy(() -> download("large")).rootCause().hasMessageContaining("crc");
    }

    @Test
    void anUploadIsAnsweredWithHowManyWereHandledAndTheCounter() {
        assertThat(upload(new TestZip().file("chat.jpg", "cat").deleted("never").file("chien.png", "dog")))
                .isEqualTo("{\"data\":[3,2],\"err\":\"\"}");
        assertThat(upload(new TestZip().file("chat.jpg", "cat").deleted("never")))
                .isEqualTo("{\"data\":[2,2],\"err\":\"\"}");
        assertThat(upload(new TestZip().deleted("chat.jpg"))).isEqualTo("{\"data\":[1,3],\"err\":\"\"}");
        assertThat(upload(new TestZip())).isEqualTo("{\"data\":[0,3],\"err\":\"\"}");
    }

    @Test
    void filesOfEverySizeComeBackAsTheyWere() {
        var sizes = List.of(1, 32 * 1024, 32 * 1024 + 1, 3 * MB);
        var zip = new TestZip();
        sizes.forEach(size -> zip.file("of " + size, random(size)));
        upload(zip);
        stores.pass(Duration.ofDays(3));
        for (int size : sizes) {
            assertThat(TestZip.entries(download("of " + size)).get("0")).isEqualTo(random(size));
        }
        assertThat(stores.index.find(stores.ana, List.of(TestMedia.name("of 32768"), TestMedia.name("of 32769")), MB))
                .extracting(file -> file.bytes() instanceof MediaBytes.InBlob)
                .containsExactly(false, true);
    }

    @Test
    void compressedEntriesAndOtherOrdersAreRead() {
        var content = new byte[200_000];
        assertThat(upload(new TestZip().deflated("zeros", content).deflated("small", "small".getBytes(UTF_8))))
                .isEqualTo("{\"data\":[2,2],\"err\":\"\"}");
        assertThat(TestZip.entries(download("zeros")).get("0")).isEqualTo(content);

        var anyNames = new TestZip().stored("x", "of x".getBytes(UTF_8)).stored("17", "of 17".getBytes(UTF_8));
        assertThat(upload(anyNames.bytes("[[\"b\",\"17\"],[\"a\",\"x\"],[\"small\",\"\"]]")))
                .isEqualTo("{\"data\":[3,5],\"err\":\"\"}");
        assertThat(TestZip.texts(download("a", "b"))).startsWith("0=of x", "1=of 17");
    }

    @Test
    void oneEntryMayBeSeveralFiles() {
        var zip = new TestZip().stored("0", random(50_000)).bytes("[[\"a\",\"0\"],[\"b\",\"0\"],[\"a\",\"0\"]]");
        assertThat(upload(zip)).isEqualTo("{\"data\":[3,2],\"err\":\"\"}");
        stores.pass(Duration.ofDays(3));
        assertThat(TestZip.entries(download("a", "b")).get("1")).isEqualTo(random(50_000));
    }

    @Test
    void moreFilesThanClientsSendAreTaken() {
        var zip = new TestZip();
        IntStream.range(0, 300).forEach(i -> zip.file("file " + i, random(20_000 + i)));
        assertThat(upload(zip)).isEqualTo("{\"data\":[300,300],\"err\":\"\"}");
        assertThat(TestZip.entries(download("file 299")).get("0")).isEqualTo(random(20_299));
    }

    static Stream<byte[]> zipsThatAreRefused() {
        var good = new TestZip().file("a", random(50_000)).bytes();
        return Stream.of(
                new byte[0],
                "no zip at all, but longer than its end".getBytes(UTF_8),
                Arrays.copyOf(good, good.length - 1),
                Arrays.copyOfRange(good, 1, good.length),
                with(good, 40, 0x55), // in the bytes of the file: the checksum is wrong
                with(good, good.length - 22 + 12, 0xFF), // the size of the directory
                with(good, good.length - 22 + 11, 0x7F), // the number of entries
                with(new TestZip().deflated("a", random(1000)).bytes(), 60, 0x55),
                new TestZip().stored("0", random(9)).withoutMeta(),
                new TestZip().bytes("{}"),
                new TestZip().bytes("[[\"a\"]]"),
                new TestZip().bytes("[[\"a\",1]]"),
                new TestZip().bytes("[[1,null]]"),
                new TestZip().bytes("[[\"a\",null,null]]"),
                new TestZip().bytes("[[\"a\",null]"),
                new TestZip().bytes(""),
                new TestZip().line("a", "\"0\"").bytes(),
                new TestZip().line("a", "\"0\"").stored("0/", new byte[0]).bytes(),
                new TestZip().file("a", "").bytes(),
                named(""),
                named("."),
                named(".."),
                named("a/b"),
                named("a\\b"),
                named("a\0b"),
                named("/etc/passwd"),
                named("u\u0308.jpg"), // not in NFC
                named("x".repeat(256)),
                named("ü".repeat(128)),
                tooMany(new TestZip()));
    }

    @ParameterizedTest
    @MethodSource("zipsThatAreRefused")
    void aZipWithAnythingWrongIsRefusedAsAWhole(byte[] zip) throws IOException {
        upload(new TestZip().file("before", "before"));
        assertThat(refused(media::uploadChanges, zip)).isInstanceOf(AnkiError.Malformed.class);
        assertThat(stores.changes(0)).containsExactly("before 1");
        assertThat(files(data.resolve("blobs"))).isEmpty();
        assertThat(files(spool)).isEmpty();
    }

    @Test
    void theLongestNamesAreTaken() {
        var names = List.of("x".repeat(255), "ü".repeat(127), "😀".repeat(63), "con.", " ", "a:b*?<>|\"^[]");
        var zip = new TestZip();
        names.forEach(name -> zip.file(name, "of " + name));
        upload(zip);
        assertThat(TestZip.entries(download(names.toArray(String[]::new)))).hasSize(names.size() + 1);
    }

    @Test
    void aBombIsStoppedBeforeItFillsTheDisk() throws IOException {
        var file = new TestZip().deflated("bomb", new byte[100 * MB + 1]).bytes();
        assertThat(file.length).isLessThan(MB);
        assertThat(refused(media::uploadChanges, file)).isInstanceOf(AnkiError.TooMuchMedia.class);

        var many = new TestZip().deflated("0", new byte[90 * MB]);
        IntStream.range(1, 4).forEach(i -> many.line("copy " + i, "\"0\""));
        assertThat(refused(media::uploadChanges, many.bytes())).isInstanceOf(AnkiError.TooMuchMedia.class);

        assertThat(files(data.resolve("blobs"))).isEmpty();
        assertThat(files(spool)).isEmpty();
    }

    @Test
    void theBytesAreThereBeforeTheIndexSaysSo() throws IOException {
        var index = new FailingIndex(stores.index, 0);
        var failing = new Media(index, stores.blobs, spool);
        var zip = new TestZip()
                .file("large", random(100_000))
                .file("small", "small")
                .bytes();
        assertThatThrownBy(() -> ask(failing::uploadChanges, zip)).isInstanceOf(DatabaseException.Unavailable.class);

        var large = ((MediaEdit.Put) index.refused().getFirst()).file();
        assertThat(stores.blobs.has(TestMedia.blob(large))).isTrue();
        assertThat(stores.changes(0)).isEmpty();

        stores.pass(Duration.ofDays(2));
        assertThat(files(data.resolve("blobs"))).isEmpty();
        assertThat(files(spool)).isEmpty();
    }

    @Test
    void twoDevicesEndUpWithTheSameFiles() {
        upload(new TestZip().file("a", "1").file("b", "1").file("c", "1"));
        assertThat(upload(new TestZip().file("a", "1")))
                .as("the same file from another device")
                .isEqualTo("{\"data\":[1,3],\"err\":\"\"}");
        upload(new TestZip().file("a", "2").deleted("b"));
        assertThat(ask(media::mediaChanges, "{\"lastUsn\":3}")).contains("[\"a\",4,", "[\"b\",5,\"\"]");
        upload(new TestZip().deleted("a").deleted("b"));
        upload(new TestZip().deleted("c"));
        assertThat(ask(media::mediaSanity, "{\"local\":0}")).contains("OK");
        assertThat(stores.changes(0)).containsExactly("b 5 -", "a 6 -", "c 7 -");
    }

    private static byte[] named(String name) {
        return new TestZip().file("good", "good").file(name, "bad").bytes();
    }

    private static byte[] tooMany(TestZip zip) {
        IntStream.range(0, 301).forEach(i -> zip.deleted("file " + i));
        return zip.bytes();
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        var changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] random(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static List<String> files(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    private String upload(TestZip zip) {
        return upload(zip.bytes());
    }

    private String upload(byte[] zip) {
        return new String(ask(media::uploadChanges, zip), UTF_8);
    }

    private byte[] download(String... names) {
        var files = Json.array();
        Arrays.stream(names).forEach(files::add);
        return ask(media::downloadFiles, ("{\"files\":" + files + "}").getBytes(UTF_8));
    }

    private String ask(Method method, String request) {
        return new String(ask(method, request.getBytes(UTF_8)), UTF_8);
    }

    private byte[] ask(Method method, byte[] request) {
        try {
            return switch (method.answer(caller(stores.ana), request(request))) {
                case Payload.Bytes(var bytes) -> bytes;
                case Payload.Stream(var length, var source) -> {
                    var out = new ByteArrayOutputStream();
                    source.writeTo(out);
                    assertThat(out.size()).as("the length promised").isEqualTo((int) length);
                    yield out.toByteArray();
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AnkiError refused(Method method, String request) {
        return refused(method, request.getBytes(UTF_8));
    }

    private AnkiError refused(Method method, byte[] request) {
        try {
            ask(method, request);
            throw new AssertionError("it was not refused");
        } catch (Refusal refusal) {
            return refusal.error();
        }
    }

    private static Caller caller(Account account) {
        return new Caller(account, new Credential.AccountPassword(false));
    }

    private static SyncRequest request(byte[] payload) {
        return new SyncRequest(
                SyncVersion.V11, "the key", "s", "client", () -> new ByteArrayInputStream(payload), 10 * MB);
    }
}
