package lectern.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.account.AccountName;
import lectern.account.Accounts.Creation;
import lectern.account.Accounts.NewAccount;
import lectern.account.Role;
import lectern.account.Verifier;
import lectern.anki.media.Fingerprint;
import lectern.anki.media.MediaBytes;
import lectern.anki.media.MediaEdit;
import lectern.anki.media.MediaFile;
import lectern.anki.media.MediaName;
import lectern.anki.media.Sha1;
import lectern.blob.BlobId;
import lectern.cli.FakeConsole.Said;
import lectern.config.Config;
import lectern.config.Settings;
import lectern.server.Stores;
import lectern.tls.TestCertificate;
import lectern.tls.TlsSettings;
import lectern.tls.TlsStatus;

import static org.assertj.core.api.Assertions.assertThat;

class DoctorTest {
    @TempDir
    Path home;

    private FakeConsole console;

    @BeforeEach
    void sitDown() {
        console = new FakeConsole(home).input("a good password\n");
    }

    @Test
    void aHealthyServerIsFineInEveryRespect() {
        console.run("user", "add", "ana").succeeded();
        var said = console.run("doctor");
        assertThat(said.exitCode()).isEqualTo(Exit.DONE);
        assertThat(said.out())
                .contains("settings     All settings are understood.")
                .contains("data folder  " + home.resolve("data") + " can be written to.")
                .contains("file system  " + home.resolve("data") + " stands on ")
                .contains("free disk ")
                .contains("stale files  There are none.")
                .containsPattern("database +SQLite 3\\.[0-9.]+, schema [0-9]+, 1 MiB, nothing damaged\\.")
                .contains("secret       It belongs to this database.")
                .contains("clock        It says 2026-11-20 12:00:00.")
                .contains("accounts     1, and each can use its doors.")
                .contains("stores       0 with 0 B; earlier versions: 0 with 0 B; remembered deletions: 0.")
                .doesNotContain("PROBLEM");
    }

    @Test
    void programsGetEveryFinding() {
        var findings = console.run("doctor", "--json").json();
        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.get("area").stringValue()).isEqualTo("data folder");
            assertThat(finding.get("weight").stringValue()).isEqualTo("warning");
            assertThat(finding.get("sentence").stringValue()).endsWith("does not exist yet.");
            assertThat(finding.get("remedy").stringValue()).contains("LECTERN_DATA");
        });
    }

    @Test
    void lookingMakesNothing() {
        assertThat(console.run("doctor").exitCode()).isEqualTo(Exit.DONE);
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void wrongSettingsAreFound() {
        problem(console.set("LECTERN_PORT", "x").run("doctor"), "settings", "LECTERN_PORT is \"x\"");
    }

    @Test
    void settingsThatNobodyWantsAreFound() {
        console.set("LECTERN_LIMITS", "off").set("SYNC_IP_HEADER", "XRealIp");
        assertThat(console.run("doctor").out())
                .contains("Passwords may be tried without any limit.")
                .contains("no proxy is trusted")
                .contains("Set LECTERN_TRUSTED_PROXIES");
    }

    @Test
    void aDamagedDatabaseIsFound() throws IOException {
        console.run("user", "add", "ana").succeeded();
        var database = home.resolve("data/lectern.db");
        var bytes = Files.readAllBytes(database);
        Arrays.fill(bytes, 4096 + 8, bytes.length, (byte) 0x5a);
        Files.write(database, bytes);
        problem(console.run("doctor"), "database", "");
    }

    @Test
    void aFileThatIsNoDatabaseIsFound() throws IOException {
        Files.createDirectory(home.resolve("data"));
        Files.writeString(home.resolve("data/lectern.db"), "Dear diary, ".repeat(100));
        problem(console.run("doctor"), "database", "is not a SQLite database");
    }

    @Test
    void anUnreachableDatabaseIsFound() {
        problem(
                console.set("LECTERN_DATABASE", "postgresql://ana@127.0.0.1:1/books")
                        .run("doctor"),
                "database",
                "cannot be reached");
    }

    @Test
    void aWrongOrMissingSecretIsFound() throws IOException {
        console.run("user", "add", "ana").succeeded();
        var secret = home.resolve("data/secret.key");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(console.run("doctor").out())
                .contains("Every user of this machine can read " + secret)
                .contains("chmod 600 " + secret);
        Files.writeString(secret, "not the one it was made with");
        problem(console.run("doctor"), "secret", "is not the one this database was made with");
        Files.delete(secret);
        problem(console.run("doctor"), "secret", "The secret of this database is missing");
        assertThat(secret).doesNotExist();
    }

    @Test
    void filesThatAreGoneAreFound() throws IOException {
        console.run("user", "add", "ana").succeeded();
        BlobId id;
        try (var stores = stores()) {
            var ana = stores.accounts().find("ana").orElseThrow();
            id = stores.blobs()
                    .put(ana, () -> new ByteArrayInputStream(new byte[10]))
                    .id();
            var file = new MediaFile(
                    new MediaName("a.jpg"),
                    new Fingerprint(new Sha1("0".repeat(40)), 0, 10),
                    new MediaBytes.InBlob(id));
            stores.media().apply(ana, List.of(new MediaEdit.Put(file)));
        }
        assertThat(console.run("doctor").succeeded().out()).contains("Everything that the database says");
        problem(console.run("doctor", "--deep"), "digests", "The media file a.jpg of ana is not what it was");

        Files.delete(
                home.resolve("data/blobs").resolve(id.value().substring(0, 2)).resolve(id.value()));
        problem(console.run("doctor"), "files", "lacks files that the database says are there: 1.");
    }

    @Test
    void aDiskThatForgetsIsFoundByReadingEverything() throws IOException {
        console.run("user", "add", "ana").succeeded();
        console.input("short").run("store", "put", "note").succeeded();
        console.input("long ".repeat(10_000)).run("store", "put", "book").succeeded();
        assertThat(console.run("doctor", "--deep").succeeded().out())
                .contains("Versions of stores and media files: 2 with 48.8 KiB, all as they came.");

        try (var files = Files.walk(home.resolve("data/blobs"))) {
            var file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            var bytes = Files.readAllBytes(file);
            bytes[30_000] ^= 1;
            Files.write(file, bytes);
        }
        assertThat(console.run("doctor").succeeded().out()).doesNotContain("digests");
        problem(console.run("doctor", "--deep"), "digests", "is not what it was when it came.");
    }

    @Test
    void whatAppsKeepIsCounted() {
        console.run("user", "add", "ana").succeeded();
        console.input("a longer entry\n\n").run("store", "put", "diary").succeeded();
        console.input("short").run("store", "put", "diary", "--force").succeeded();
        console.run("store", "put", "list").succeeded();
        console.run("store", "delete", "list", "--force").succeeded();

        assertThat(console.run("doctor").succeeded().out())
                .contains("stores       1 with 5 B; earlier versions: 2 with 21 B; remembered deletions: 1.");
    }

    @Test
    void versionsWithoutBytesAreFound() {
        console.run("user", "add", "ana").succeeded();
        console.input("long enough for a file. ".repeat(10_000))
                .run("store", "put", "diary")
                .succeeded();
        assertThat(console.run("doctor").succeeded().out()).contains("stores       1 with 234.4 KiB;");

        try (var stores = stores()) {
            stores.database().write(tx -> tx.update("delete from blob"));
        }
        problem(console.run("doctor"), "stores", "Versions whose bytes the database does not know any more: 1.");
    }

    @Test
    void aClockThatWentBackIsFound() {
        console.run("user", "add", "ana").succeeded();
        var yesterday = Clock.fixed(FakeConsole.NOW.minus(Duration.ofDays(1)), ZoneOffset.UTC);
        problem(
                new FakeConsole(home, yesterday).run("doctor"),
                "clock",
                "It says 2026-11-19 12:00:00, but something happened at 2026-11-20 12:00:00 already.");
    }

    @Test
    void unfinishedFilesAreFoundWhenTheyAreOld() throws IOException {
        var data = Files.createDirectories(home.resolve("data/calibre"));
        var old = Files.createFile(data.resolve("index.new"));
        var fresh = Files.createFile(data.resolve("other.new"));
        Files.setLastModifiedTime(old, FileTime.from(FakeConsole.NOW.minus(Duration.ofHours(2))));
        Files.setLastModifiedTime(fresh, FileTime.from(FakeConsole.NOW));
        assertThat(console.run("doctor").out())
                .contains(old + " was left by a process that died.")
                .contains("lectern doctor --mend")
                .doesNotContain(fresh.toString());
        assertThat(old).exists();

        assertThat(console.run("doctor", "--mend").out())
                .contains(old + " was left by a process that died, and is removed.");
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
        assertThat(console.run("doctor").out()).contains("stale files  There are none.");
    }

    @Test
    void whatANetworkFileSystemKeepsIsFoundToo() throws IOException {
        var account = Files.createDirectories(home.resolve("data/anki/0b5e"));
        for (var name : new String[] {".nfs0000000000a1", "collection.17.new", "collection.17.new-wal"}) {
            Files.setLastModifiedTime(
                    Files.createFile(account.resolve(name)), FileTime.from(FakeConsole.NOW.minus(Duration.ofHours(2))));
        }
        assertThat(console.run("doctor", "--mend").out().lines().filter(line -> line.contains("is removed")))
                .hasSize(3);
        assertThat(account).isEmptyDirectory();
    }

    @Test
    void accountsThatCannotUseADoorAreFound() {
        console.run("user", "add", "ana").succeeded();
        console.run("user", "keys-only", "ana", "on").succeeded();
        assertThat(console.run("doctor").out())
                .contains("No app can sign in as ana: only device keys may, and there is none.")
                .contains("lectern key add NAME LABEL");
        console.run("key", "add", "ana", "Kindle").succeeded();
        assertThat(console.run("doctor").out()).contains("accounts     1, and each can use its doors.");
    }

    @Test
    void passwordsThatKoreaderCannotSendAreFound() {
        var hash = "$pbkdf2-sha256$i=600000,l=32$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g";
        add("ana", Optional.of(new Verifier.OverClear(hash)));
        add("bob", Optional.empty());
        assertThat(console.run("doctor").out())
                .contains(
                        "KOReader can't sign in as ana: the password came from a server that hashes it in another way.")
                .contains("There is no password for bob.");
    }

    @Test
    void theDaysOfACertificateAreCounted() throws Exception {
        var files =
                TestCertificate.make(home, "-keyalg", "EC", "-validity", "90").write(home);
        var made = TlsStatus.read(files).notBefore();
        assertThat(certificateAfter(made.plus(Duration.ofDays(1)), files).out())
                .contains("fine     tls          The certificate of localhost, 127.0.0.1 has 89 days left.");
        assertThat(certificateAfter(made.plus(Duration.ofDays(80)), files).out())
                .contains("warning  tls          The certificate of localhost, 127.0.0.1 has 10 days left.");
        problem(certificateAfter(made.plus(Duration.ofDays(91)), files), "tls", "which is not now.");
        Files.writeString(files.key(), "Dear diary,");
        problem(certificateAfter(made, files), "tls", files.key().toString());
    }

    private Said certificateAfter(Instant now, TlsSettings files) {
        return new FakeConsole(home, Clock.fixed(now, ZoneOffset.UTC))
                .set("LECTERN_TLS_CERTIFICATE", files.certificate().toString())
                .set("LECTERN_TLS_KEY", files.key().toString())
                .run("doctor");
    }

    @Test
    void aMissingCalibreLibraryIsFound() {
        assertThat(console.set("LECTERN_CALIBRE", "books").run("doctor").out())
                .contains("There is no metadata.db in " + home.resolve("books"));
    }

    /// As an import would.
    private void add(String name, Optional<Verifier> verifier) {
        try (var stores = stores()) {
            var account = new NewAccount(
                    new AccountName(name), Optional.empty(), Role.MEMBER, verifier, true, Optional.empty());
            assertThat(stores.accounts().create(account)).isInstanceOf(Creation.Created.class);
        }
    }

    private Stores stores() {
        var config = Config.load(Settings.of(Map.of(), home), home);
        return Stores.open(config, new SecureRandom(), Clock.fixed(FakeConsole.NOW, ZoneOffset.UTC));
    }

    private static void problem(Said said, String area, String sentence) {
        assertThat(said.exitCode()).isEqualTo(Exit.FAILED);
        assertThat(said.out()).containsPattern("(?m)^PROBLEM  " + area + " +.*" + Pattern.quote(sentence));
        assertThat(said.err()).isEmpty();
    }
}
