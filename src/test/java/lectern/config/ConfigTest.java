package lectern.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.account.AccountName;
import lectern.account.RegistrationMode;
import lectern.account.Verifier;
import lectern.anki.collection.CollectionSettings;
import lectern.anki.collection.Merge;
import lectern.anki.wire.Limits;
import lectern.config.SyncUser.Proof;
import lectern.db.DatabaseSettings.Postgres;
import lectern.db.DatabaseSettings.Sqlite;
import lectern.http.ForwardedBy;
import lectern.http.HttpSettings;
import lectern.http.Network;
import lectern.http.Proxies;
import lectern.kosync.KosyncSettings;
import lectern.kosync.book.BookSettings;
import lectern.kosync.book.BookSettings.Autolink;
import lectern.kosync.wire.AnswerSettings;
import lectern.kosync.wire.AnswerSettings.Profile;
import lectern.tls.TlsSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

class ConfigTest {
    private static final Path HOME = Path.of("/opt/lectern");
    private static final Path FOLDER = Path.of("/home/ana");

    @Test
    void withoutAnySettingThereIsAWorkingServer() {
        var config = load(Map.of());
        assertThat(config.data()).isEqualTo(Path.of("/opt/lectern/data"));
        assertThat(config.database()).isEqualTo(new Sqlite(Path.of("/opt/lectern/data/lectern.db")));
        assertThat(config.accounts().registration()).isEqualTo(RegistrationMode.CLOSED);
        assertThat(config.accounts().limits()).isTrue();
        assertThat(config.accounts().secretFile()).isEqualTo(Path.of("/opt/lectern/data/secret.key"));
        assertThat(config.publicUrl()).isEmpty();
        assertThat(config.http()).isEqualTo(HttpSettings.defaults());
        assertThat(config.metrics()).isEqualTo(new MetricsSettings(Optional.empty(), OptionalInt.empty()));
        assertThat(config.kosync()).isEqualTo(KosyncSettings.defaults());
        assertThat(config.calibre().folder()).isEmpty();
        assertThat(config.syncUsers()).isEmpty();
    }

    @Test
    void theDatabaseLiesInTheDataFolderUnlessItIsNamed() {
        assertThat(load(Map.of("STATIC_ROOT", "static")).database())
                .isEqualTo(new Sqlite(Path.of("/home/ana/static/lectern.db")));
        assertThat(load(Map.of("DATABASE_URL", "postgresql+psycopg://ana@db/books"))
                        .database())
                .isEqualTo(new Postgres("db", 5432, "books", "ana", Optional.empty(), Map.of()));
    }

    @Test
    void aWrongDatabaseIsRefusedWithTheReasonAndWithoutThePassword() {
        assertThatThrownBy(() -> load(Map.of("DATABASE_URL", "postgresql://ana:hush@a,b/books")))
                .hasMessage("DATABASE_URL is set, but it names several hosts, and only one is used;"
                        + " write for example `DATABASE_URL=postgresql://lectern:password@localhost:5432/lectern`.");
    }

    @ParameterizedTest
    @CsvSource({
        "ALLOW_REGISTRATION, true, OPEN",
        "ALLOW_REGISTRATION, False, CLOSED",
        "ENABLE_USER_REGISTRATION, true, OPEN",
        "ENABLE_USER_REGISTRATION, 1, OPEN",
        "ENABLE_USER_REGISTRATION, yes, CLOSED",
        "LECTERN_REGISTRATION, invite, INVITE",
    })
    void registrationIsSwitchedAsTheReplacedServersSwitchIt(String variable, String value, RegistrationMode mode) {
        assertThat(load(Map.of(variable, value)).accounts().registration()).isEqualTo(mode);
    }

    @Test
    void switchesForRegistrationMayAgreeButNotDiffer() {
        assertThat(load(Map.of("ALLOW_REGISTRATION", "yes", "ENABLE_USER_REGISTRATION", "1"))
                        .accounts()
                        .registration())
                .isEqualTo(RegistrationMode.OPEN);
        assertThatThrownBy(() -> load(Map.of("ALLOW_REGISTRATION", "no", "ENABLE_USER_REGISTRATION", "1")))
                .hasMessageContaining("ALLOW_REGISTRATION and ENABLE_USER_REGISTRATION are both set and differ");
    }

    @Test
    void limitsAreSwitchedOffByTheirAlias() {
        assertThat(load(Map.of("RATE_LIMIT_ENABLED", "false")).accounts().limits())
                .isFalse();
        assertThatThrownBy(() -> load(Map.of("RATE_LIMIT_ENABLED", "maybe")))
                .hasMessage("RATE_LIMIT_ENABLED is \"maybe\", which is not `true` or `false`;"
                        + " write for example `RATE_LIMIT_ENABLED=true`.");
    }

    @Test
    void everyKeyOfHttpReachesItsSettings() {
        var http = load(Map.of(
                        "LECTERN_HOST", "::1",
                        "LECTERN_PORT", "0",
                        "LECTERN_TLS_CERTIFICATE", "/etc/tls.pem",
                        "LECTERN_TLS_PLAIN_PORT", "8081",
                        "LECTERN_TRUSTED_PROXIES", "127.0.0.1, fd00::/8",
                        "LECTERN_PROXY_HEADER", "forwarded",
                        "LECTERN_HTTP_REQUESTS", "7",
                        "LECTERN_HTTP_CONNECTIONS", "8",
                        "LECTERN_HTTP_IDLE", "9s",
                        "LECTERN_HTTP_DRAIN", "1m"))
                .http();
        assertThat(http)
                .isEqualTo(new HttpSettings(
                        "::1",
                        0,
                        OptionalInt.of(8081),
                        new Proxies(
                                List.of(Network.parse("127.0.0.1"), Network.parse("fd00::/8")), ForwardedBy.FORWARDED),
                        7,
                        8,
                        Duration.ofSeconds(9),
                        Duration.ofMinutes(1)));
    }

    @Test
    void theKeyOfACertificateMayLieInItsFile() {
        assertThat(load(Map.of("LECTERN_TLS_CERTIFICATE", "both.pem")).tls())
                .contains(new TlsSettings(FOLDER.resolve("both.pem"), FOLDER.resolve("both.pem")));
        assertThat(load(Map.of("LECTERN_TLS_CERTIFICATE", "a.pem", "LECTERN_TLS_KEY", "b.pem"))
                        .tls())
                .contains(new TlsSettings(FOLDER.resolve("a.pem"), FOLDER.resolve("b.pem")));
        assertThat(load(Map.of()).tls()).isEmpty();
    }

    @Test
    void settingsThatDoNotFitTogetherAreToldWithAllTheirNames() {
        assertThatThrownBy(() -> load(Map.of("LECTERN_TLS_KEY", "b.pem")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("tls.key is set and tls.certificate is not; set both for TLS, or neither.");
        assertThatThrownBy(() -> load(Map.of("LECTERN_TLS_PLAIN_PORT", "8081")))
                .hasMessage(
                        "tls.plain-port is set and tls.certificate is not; without TLS, port is all that is needed.");
        assertThatThrownBy(() -> load(Map.of("LECTERN_PORT", "9090", "LECTERN_METRICS_PORT", "9090")))
                .hasMessage("port, tls.plain-port and metrics.port must differ.");
        load(Map.of("LECTERN_PORT", "0", "LECTERN_METRICS_PORT", "0"));
    }

    @Test
    void aRuleThatOnlyAWrongValueBrokeIsNotTold() {
        assertThatThrownBy(() -> load(Map.of("LECTERN_TLS_PLAIN_PORT", "8081", "LECTERN_LIMITS", "maybe")))
                .hasMessageStartingWith("LECTERN_LIMITS is \"maybe\"")
                .hasMessageNotContaining("plain-port");
    }

    @Test
    void theAnkiServersNamesForListeningAreUnderstood() {
        var http = load(Map.of("SYNC_HOST", "0.0.0.0", "SYNC_PORT", "27701", "SYNC_IP_HEADER", "CfConnectingIp"))
                .http();
        assertThat(http.host()).isEqualTo("0.0.0.0");
        assertThat(http.port()).isEqualTo(27701);
        assertThat(http.proxies().by()).isEqualTo(ForwardedBy.CF_CONNECTING_IP);
        assertThatThrownBy(() -> load(Map.of("SYNC_IP_HEADER", "X-Real-IP")))
                .hasMessageContaining("write for example `SYNC_IP_HEADER=XRealIp`");
    }

    @ParameterizedTest
    @CsvSource({
        "LECTERN_HOST, http://localhost",
        "LECTERN_PORT, 65536",
        "LECTERN_TRUSTED_PROXIES, nginx",
        "LECTERN_TRUSTED_PROXIES, 10.0.0.0/99",
        "LECTERN_HTTP_IDLE, 0s",
        "LECTERN_PUBLIC_URL, sync.example.org",
        "LECTERN_METRICS_TOKEN, short",
        "MAX_SYNC_PAYLOAD_MEGS, 0",
    })
    void aWrongValueIsToldWithItsVariableAndAnExample(String variable, String value) {
        assertThatThrownBy(() -> load(Map.of(variable, value)))
                .hasMessageStartingWith(variable + " is ")
                .hasMessageContaining("; write for example `" + variable + "=")
                .extracting(Throwable::getMessage, STRING)
                .hasLineCount(1);
    }

    @Test
    void everyKeyOfKosyncReachesItsSettings() {
        var kosync = load(Map.ofEntries(
                        Map.entry("LECTERN_KOSYNC_PREFIXES", "/books, /api/books"),
                        Map.entry("LECTERN_KOSYNC_CARDS", "on"),
                        Map.entry("LECTERN_KOSYNC_CARD_ZONE", "Europe/Berlin"),
                        Map.entry("LECTERN_KOSYNC_ACCEPT_STRICT", "on"),
                        Map.entry("LECTERN_KOSYNC_DOCUMENTS_STRICT", "on"),
                        Map.entry("LECTERN_KOSYNC_ESP32_404", "off"),
                        Map.entry("LECTERN_KOSYNC_COMPAT", "ko-sync-fastapi"),
                        Map.entry("LECTERN_KOSYNC_AUTOLINK", "stem"),
                        Map.entry("LECTERN_KOSYNC_DOCUMENTS", "7"),
                        Map.entry("LECTERN_KOSYNC_HISTORY_ENTRIES", "8"),
                        Map.entry("LECTERN_KOSYNC_HISTORY_DAYS", "9"),
                        Map.entry("LECTERN_KOSYNC_PUSHES_PER_MINUTE", "1000")))
                .kosync();
        assertThat(kosync.prefixes()).containsExactly("/books", "/api/books");
        assertThat(kosync.cards()).isTrue();
        assertThat(kosync.cardZone()).hasToString("Europe/Berlin");
        assertThat(kosync.answers()).isEqualTo(new AnswerSettings(true, true, false, false, Profile.KO_SYNC_FASTAPI));
        assertThat(kosync.books())
                .isEqualTo(new BookSettings(Autolink.STEM, 7, new BookSettings.History(8, Duration.ofDays(9))));
        assertThat(kosync.pushesPerMinute()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reader", "/reader/", "/", "/a b", "//reader"})
    void aPrefixThatIsNoPathIsRefused(String prefix) {
        assertThatThrownBy(() -> load(Map.of("LECTERN_KOSYNC_PREFIXES", prefix)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("LECTERN_KOSYNC_PREFIXES=/reader, /kosync");
    }

    @Test
    void otherBackendsAreRefusedAndSqlIsIgnored() {
        load(Map.of("DB_BACKEND", "sql"));
        assertThatThrownBy(() -> load(Map.of("DB_BACKEND", "dynamodb")))
                .hasMessage(
                        "DB_BACKEND is \"dynamodb\", which is not supported; leave it out, or write `DB_BACKEND=sql`.");
    }

    @Test
    void whatIsOnlyForImportingChangesNothing() {
        assertThat(load(Map.of("SYNC_BASE", "/srv/anki", "PASSWORD_SALT", "salt")))
                .usingRecursiveComparison()
                .ignoringFields("others") // where it is told
                .isEqualTo(load(Map.of()));
    }

    @Test
    void limitsOfTheAnkiServerHaveSettingsOfTheirOwn() {
        var anki = load(Map.of(
                        "LECTERN_ANKI_LIMITS_COMPRESSED", "1 MB",
                        "LECTERN_ANKI_LIMITS_DECOMPRESSED", "2 MB",
                        "LECTERN_ANKI_LIMITS_STORED", "3 GB",
                        "LECTERN_ANKI_LIMITS_OBJECT", "4 KB",
                        "LECTERN_ANKI_OFFICIAL_KEYS", "on"))
                .anki();

        assertThat(anki.folder()).isEqualTo(HOME.resolve("data/anki"));
        assertThat(anki.limits()).isEqualTo(new Limits(1L << 20, 2L << 20, 4096));
        assertThat(anki.collections().largest()).isEqualTo(3L << 30);
        assertThat(anki.officialKeys()).isTrue();
        assertThatThrownBy(() -> load(Map.of("LECTERN_ANKI_LIMITS_OBJECT", "2 GB")))
                .hasMessageContaining("LECTERN_ANKI_LIMITS_OBJECT is \"2 GB\"");
    }

    @Test
    void everyKeyOfCollectionsReachesItsSettings() {
        var collections = load(Map.of(
                        "LECTERN_ANKI_LIMITS_STORED", "1 GB",
                        "LECTERN_ANKI_IDLE", "2m",
                        "LECTERN_ANKI_MERGE", "official",
                        "LECTERN_ANKI_SNAPSHOTS_COUNT", "3",
                        "LECTERN_ANKI_SNAPSHOTS_DAYS", "4",
                        "LECTERN_ANKI_SNAPSHOTS_EVERY", "5h",
                        "LECTERN_ANKI_SNAPSHOTS_DELETED_PERCENT", "6"))
                .anki()
                .collections();

        assertThat(collections)
                .isEqualTo(new CollectionSettings(
                        1L << 30,
                        Duration.ofMinutes(2),
                        Merge.OFFICIAL,
                        new CollectionSettings.Snapshots(3, Duration.ofDays(4), Duration.ofHours(5), 6)));
        assertThat(load(Map.of()).anki().collections()).isEqualTo(CollectionSettings.defaults());
    }

    @Test
    void theLimitOfTheOfficialAnkiServerMeansWhatItMeantThere() {
        var anki = load(Map.of("MAX_SYNC_PAYLOAD_MEGS", "200")).anki();

        assertThat(anki.limits())
                .isEqualTo(new Limits(200L << 20, 600L << 20, Limits.defaults().object()));
        assertThat(anki.collections().largest()).isEqualTo(600L << 20);
        assertThat(load(Map.of("MAX_SYNC_PAYLOAD_MEGS", "200", "LECTERN_ANKI_LIMITS_STORED", "9 GB"))
                        .anki()
                        .collections()
                        .largest())
                .isEqualTo(9L << 30);
    }

    @Test
    void usersOfTheAnkiServerAreCountedUntilANumberIsMissing() {
        assertThat(load(Map.of("SYNC_USER1", "ana:se:cret", "SYNC_USER2", "bob:hush", "SYNC_USER4", "dora:x"))
                        .syncUsers())
                .containsExactly(
                        new SyncUser(new AccountName("ana"), new Proof.Password("se:cret")),
                        new SyncUser(new AccountName("bob"), new Proof.Password("hush")));
    }

    @Test
    void hashedPasswordsAreHashedWhateverTheVariableSays() {
        var hash = "$pbkdf2-sha256$i=600000,l=32$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g";
        assertThat(load(Map.of("SYNC_USER1", "ana:" + hash, "PASSWORDS_HASHED", "false"))
                        .syncUsers())
                .containsExactly(new SyncUser(new AccountName("ana"), new Proof.Hash(new Verifier.OverClear(hash))));
        assertThatThrownBy(() -> load(Map.of("SYNC_USER1", "ana:secret", "PASSWORDS_HASHED", "1")))
                .hasMessageContaining("SYNC_USER1 is set, but with PASSWORDS_HASHED a password hash must stand");
    }

    @Test
    void aUserWhoseNameCannotBeAnAccountStopsTheStart() {
        assertThatThrownBy(() -> load(Map.of("SYNC_USER1", "a/b:secret")))
                .hasMessageContaining(
                        "SYNC_USER1 is set, but its name can't be used: A name has no colon, comma or slash;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ana", ":secret", "ana:", ""})
    void aUserWithoutNameOrPasswordStopsTheStart(String user) {
        assertThatThrownBy(() -> load(Map.of("SYNC_USER1", user)))
                .hasMessage("SYNC_USER1 is set, but it is not a name and a password with a colon between;"
                        + " write for example `SYNC_USER1=ana:secret`.");
    }

    @Test
    void noSecretIsShown() {
        var settings = Settings.of(
                Map.of(
                        "DATABASE_URL",
                        "postgresql://ana:hush@db/x",
                        "LECTERN_SECRET",
                        "hush".repeat(8),
                        "LECTERN_METRICS_TOKEN",
                        "hush".repeat(4)),
                FOLDER);
        var config = Config.load(settings, HOME);
        assertThat(settings.asked().toString()).doesNotContain("hush");
        assertThat(config.toString()).doesNotContain("hush");
        assertThat(new SyncUser(new AccountName("ana"), new Proof.Password("hush")).toString())
                .doesNotContain("hush");
    }

    @Test
    void everyKeyHasAVariableOfItsOwn() {
        var settings = Settings.of(Map.of(), FOLDER);
        Config.load(settings, HOME);
        assertThat(settings.asked()).extracting(Setting::variable).doesNotHaveDuplicates();
    }

    @Test
    void everyExampleIsAValueThatIsAccepted() {
        var settings = Settings.of(Map.of(), FOLDER);
        Config.load(settings, HOME);
        for (var setting : settings.asked()) {
            var environment = Map.of(setting.variable(), setting.example());
            if (!setting.example().endsWith("...")
                    && !setting.key().startsWith("tls.")) { // secrets, and what needs another key
                assertThat(Config.load(Settings.of(environment, FOLDER), HOME)).isNotNull();
            }
        }
    }

    private static Config load(Map<String, String> environment) {
        return Config.load(Settings.of(environment, FOLDER), HOME);
    }
}
