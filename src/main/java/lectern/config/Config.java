package lectern.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import lectern.account.AccountSettings;
import lectern.account.MailAddress;
import lectern.account.RegistrationMode;
import lectern.anki.AnkiSettings;
import lectern.anki.collection.CollectionSettings;
import lectern.anki.collection.Merge;
import lectern.anki.wire.Limit;
import lectern.anki.wire.Limits;
import lectern.calibre.CalibreSettings;
import lectern.db.DatabaseSettings;
import lectern.db.DatabaseSettings.Sqlite;
import lectern.http.ForwardedBy;
import lectern.http.HttpSettings;
import lectern.http.Network;
import lectern.http.Proxies;
import lectern.kosync.KosyncSettings;
import lectern.kosync.book.BookSettings;
import lectern.kosync.wire.AnswerSettings;
import lectern.syncnode.SyncNodeSettings;
import lectern.syncnode.entry.EntrySettings;
import lectern.syncnode.reset.MailSettings;
import lectern.syncnode.reset.SmtpSettings;
import lectern.syncnode.upload.UploadSettings;
import lectern.tls.TlsSettings;

/// Everything an operator decides. Each feature has its own record; this is the only place where a key, its
/// default, its kind and its sentence are written.
///
/// @param data the folder below which everything lies
/// @param syncUsers accounts that are made at the start when they are missing
/// @param effective every key as it counts, and where it came from
/// @param others variables that are no keys of ours
public record Config(
        Path data,
        DatabaseSettings database,
        Optional<URI> publicUrl,
        LogLevel log,
        Optional<TlsSettings> tls,
        HttpSettings http,
        MetricsSettings metrics,
        AccountSettings accounts,
        KosyncSettings kosync,
        AnkiSettings anki,
        SyncNodeSettings syncnode,
        CalibreSettings calibre,
        List<SyncUser> syncUsers,
        List<Setting> effective,
        List<Settings.OtherVariable> others) {

    /// The file of settings is named by this variable or stands beside the script.
    public static final String FILE_VARIABLE = "LECTERN_CONFIG";

    private static final long LARGEST_OBJECT = 1 << 30; // arrays end not far above it

    private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

    public Config {
        syncUsers = List.copyOf(syncUsers);
        effective = List.copyOf(effective);
        others = List.copyOf(others);
        if (http.plainPort().isPresent() && tls.isEmpty()) {
            throw new IllegalArgumentException(
                    "tls.plain-port is set and tls.certificate is not; without TLS, port is all that is needed.");
        }
        var ports = Stream.of(OptionalInt.of(http.port()), http.plainPort(), metrics.port())
                .flatMapToInt(OptionalInt::stream)
                .filter(port -> port != 0) // of which each is another one
                .boxed()
                .toList();
        if (Set.copyOf(ports).size() < ports.size()) {
            throw new IllegalArgumentException("port, tls.plain-port and metrics.port must differ.");
        }
    }

    /// `home` is where the data folder lies when nobody says where.
    public static Config load(Settings settings, Path home) {
        try {
            var config = read(settings, home);
            settings.refuseProblems();
            return config;
        } catch (IllegalArgumentException rule) {
            throw settings.broken(String.valueOf(rule.getMessage()));
        }
    }

    private static Config read(Settings settings, Path home) {
        settings.section("The server");
        var data = settings.key("data", "The folder below which everything is stored.")
                .alias("STATIC_ROOT")
                .as(
                        Kind.path("a folder", "/var/lib/lectern"),
                        home.resolve("data").normalize(),
                        "`data` beside the `lectern` script");
        var database = settings.key(
                        "database", "Where accounts, positions and everything else of that size are stored.")
                .alias("DATABASE_URL")
                .secret(shown -> shown) // its writer leaves the password out
                .as(DatabaseAddress.KIND, new Sqlite(data.resolve("lectern.db")), "`lectern.db` in the data folder");
        var publicUrl = settings.key(
                        "public-url",
                        "The address under which people reach the server, when a proxy stands before it. Its path is left out of every request.")
                .optional(Kind.address(), "the address that is asked for");
        var log = settings.key("log", "What is logged: this, and what weighs more.")
                .as(Kind.oneOf(LogLevel.class), LogLevel.INFO);

        settings.section("TLS");
        var tls = tls(settings);
        var http = http(settings, plainPort(settings));
        var metrics = metrics(settings);
        var accounts = accounts(settings, data);
        var kosync = kosync(settings);
        var anki = anki(settings, data);
        var syncnode = syncnode(settings, publicUrl, accounts.limits());

        settings.section("Books");
        var calibre = settings.key(
                        "calibre",
                        "A Calibre library, from which books get titles, authors, series and covers. It is only read.")
                .optional(Kind.path("a folder with a `metadata.db` in it", "/srv/books"), "no library");

        others(settings);
        return new Config(
                data,
                database,
                publicUrl,
                log,
                tls,
                http,
                metrics,
                accounts,
                kosync,
                anki,
                syncnode,
                new CalibreSettings(calibre),
                SyncUser.read(settings),
                settings.asked(),
                settings.others());
    }

    private static HttpSettings http(Settings settings, OptionalInt plainPort) {
        settings.section("Listening");
        var usual = HttpSettings.defaults();
        var port = Kind.whole(0, 65_535).example("8443");
        return new HttpSettings(
                settings.key("host", "The address of this machine to listen on.")
                        .alias("SYNC_HOST")
                        .optional(
                                Kind.text("an address or name of this machine", "127.0.0.1")
                                        .onlyIf(host -> host.matches("[\\w.:%-]+")),
                                "all addresses")
                        .orElse(""),
                settings.key("port", "Where to listen; 0 takes any free port.")
                        .alias("PORT")
                        .alias("SYNC_PORT")
                        .as(port, usual.port()),
                plainPort,
                new Proxies(
                        settings.key(
                                        "trusted-proxies",
                                        "The proxies that are believed when they say who the client is.")
                                .as(Kind.list(network()), usual.proxies().trusted()),
                        settings.key("proxy-header", "The one header in which those proxies say it.")
                                .alias("SYNC_IP_HEADER", ipHeader())
                                .as(
                                        Kind.oneOf(ForwardedBy.class),
                                        usual.proxies().by())),
                settings.key(
                                "http.requests",
                                "How many requests are answered at the same time; more are sent away with 503.")
                        .as(Kind.whole(1, 100_000).example("200"), usual.requests()),
                settings.key("http.connections", "How many connections are open at the same time; more wait.")
                        .as(Kind.whole(1, 1_000_000).example("1000"), usual.connections()),
                settings.key("http.idle", "How long a connection may be silent.")
                        .as(Kind.duration("30s").onlyIf(Duration::isPositive), usual.idle()),
                settings.key("http.drain", "How long requests that are under way may take when the server stops.")
                        .as(Kind.duration("10s"), usual.drain()));
    }

    private static Optional<TlsSettings> tls(Settings settings) {
        var pem = Kind.path("a PEM file", "/etc/letsencrypt/live/sync.example.org/fullchain.pem");
        var certificate = settings.key("tls.certificate", "The certificate, followed by those that vouch for it.")
                .optional(pem, "no TLS");
        var key = settings.key("tls.key", "The private key of the certificate.")
                .optional(
                        pem.example("/etc/letsencrypt/live/sync.example.org/privkey.pem"),
                        "the file of the certificate");
        if (key.isPresent() && certificate.isEmpty()) {
            throw new IllegalArgumentException(
                    "tls.key is set and tls.certificate is not; set both for TLS, or neither.");
        }
        return certificate.map(file -> new TlsSettings(file, key.orElse(file)));
    }

    private static OptionalInt plainPort(Settings settings) {
        return settings.key("tls.plain-port", "A second port without TLS, for devices that can't do it.")
                .optional(Kind.whole(0, 65_535).example("8081"), "none")
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private static MetricsSettings metrics(Settings settings) {
        settings.section("Metrics");
        return new MetricsSettings(
                settings.key("metrics.token", "Whoever shows it, as `Authorization: Bearer ...`, may read `/metrics`.")
                        .secret()
                        .optional(
                                Kind.text(
                                                "a text of at least 16 characters, as `openssl rand -base64 32` makes",
                                                "UAyqRmGOF9...")
                                        .onlyIf(text -> text.length() >= 16),
                                "nobody may"),
                settings.key(
                                "metrics.port",
                                "A port on 127.0.0.1 that answers `/metrics` to everybody on this machine.")
                        .optional(Kind.whole(0, 65_535).example("9090"), "none")
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty()));
    }

    private static AccountSettings accounts(Settings settings, Path data) {
        settings.section("Accounts");
        return new AccountSettings(
                settings.key(
                                "registration",
                                "Who may make an account through an app: nobody, whoever has an invitation, or everybody.")
                        .alias("ALLOW_REGISTRATION", onOffAs("open", "closed"))
                        .alias("ENABLE_USER_REGISTRATION", TRUE_OR_ONE_OPENS)
                        .as(Kind.oneOf(RegistrationMode.class), RegistrationMode.CLOSED),
                settings.key("limits", "Limits on failed logins and on registrations. `off` is for tests.")
                        .alias("RATE_LIMIT_ENABLED", onOffAs("on", "off"))
                        .as(Kind.onOrOff(), true),
                settings.key("secret", "What names are hidden with in the database. Losing it loses the names.")
                        .secret()
                        .optional(
                                Kind.text(
                                                "a text of at least 16 characters, as `openssl rand -base64 32` makes",
                                                "UAyqRmGOF9...")
                                        .onlyIf(text -> text.length() >= 16),
                                "`secret.key` in the data folder, made at the first start"),
                data.resolve("secret.key"));
    }

    private static KosyncSettings kosync(Settings settings) {
        settings.section("KOReader sync");
        var usual = KosyncSettings.defaults();
        return new KosyncSettings(
                settings.key(
                                "kosync.prefixes",
                                "Paths below which KOReader sync is served once more, for readers that were set to another server's.")
                        .as(Kind.list(prefix()), usual.prefixes()),
                settings.key("kosync.cards", "Whether the public card of an account that did not choose is shown.")
                        .as(Kind.onOrOff(), usual.cards()),
                settings.key("kosync.card-zone", "The time zone of the dates on cards.")
                        .as(Kind.zone(), usual.cardZone()),
                answers(settings, usual.answers()),
                books(settings, usual.books()),
                settings.key(
                                "kosync.pushes-per-minute",
                                "How many positions an account may send in a minute; a reader that was offline sends 200 at once.")
                        .as(
                                Kind.whole(KosyncSettings.LEAST_PUSHES_PER_MINUTE, 1_000_000)
                                        .example("600"),
                                usual.pushesPerMinute()));
    }

    private static AnswerSettings answers(Settings settings, AnswerSettings usual) {
        return new AnswerSettings(
                settings.key(
                                "kosync.accept-strict",
                                "Refuse requests without KOReader's media type, as the official server does.")
                        .as(Kind.onOrOff(), usual.strictAccept()),
                settings.key(
                                "kosync.documents-strict",
                                "Refuse document ids with other characters than letters, digits and `_`.")
                        .as(Kind.onOrOff(), usual.strictDocuments()),
                settings.key(
                                "kosync.esp32-404",
                                "Answer CrossPoint firmware 404 for a book without a position; it would show `{}` as position 0.")
                        .as(Kind.onOrOff(), usual.esp32NotFound()),
                settings.key(
                                "kosync.friendly-errors",
                                "Tell KOReader what is wrong with the name of a new account, with 402 where the official server answers 403.")
                        .as(Kind.onOrOff(), usual.friendlyErrors()),
                settings.key(
                                "kosync.compat",
                                "Whose statuses requests without KOReader's media type are answered with.")
                        .as(Kind.oneOf(AnswerSettings.Profile.class), usual.profile()));
    }

    private static BookSettings books(Settings settings, BookSettings usual) {
        return new BookSettings(
                settings.key(
                                "kosync.autolink",
                                "When two documents of an account become one book by their file name: never, when equal, or also when only the extension differs.")
                        .as(Kind.oneOf(BookSettings.Autolink.class), usual.autolink()),
                settings.key("kosync.documents", "How many documents an account may keep.")
                        .as(Kind.whole(1, 100_000_000).example("10000"), usual.documents()),
                new BookSettings.History(
                        settings.key("kosync.history.entries", "How many positions of each document are kept.")
                                .as(
                                        Kind.whole(1, 1_000_000).example("200"),
                                        usual.history().perDocument()),
                        Duration.ofDays(settings.key("kosync.history.days", "How long a past position is kept.")
                                .as(
                                        Kind.whole(1, 36_500).example("90"),
                                        Math.toIntExact(usual.history().age().toDays())))));
    }

    /// The official server has one limit for what is sent, and allows three times as much for what comes out of it.
    private static AnkiSettings anki(Settings settings, Path data) {
        settings.section("Anki");
        return new AnkiSettings(
                data.resolve("anki"),
                ankiLimits(settings),
                collections(settings),
                settings.key(
                                "anki.official-keys",
                                "Whether a login returns the key that the official server makes of name and password, the same on every device. `on` is for tests and for moving back.")
                        .as(Kind.onOrOff(), false));
    }

    private static Limits ankiLimits(Settings settings) {
        var usual = Limits.defaults();
        return new Limits(
                settings.key(
                                Limit.COMPRESSED.setting(),
                                "How large an upload may be as it is sent, a collection or a batch of media.")
                        .alias("MAX_SYNC_PAYLOAD_MEGS", megabytes(1))
                        .as(Kind.size("500 MB"), usual.compressed()),
                settings.key(Limit.DECOMPRESSED.setting(), "How large the same upload may be decompressed.")
                        .alias("MAX_SYNC_PAYLOAD_MEGS", megabytes(3))
                        .as(Kind.size("2 GB"), usual.decompressed()),
                Math.toIntExact(settings.key(
                                Limit.OBJECT.setting(),
                                "How large one step of a sync may be, decompressed. It is held in memory.")
                        .as(Kind.size("128 MB").onlyIf(size -> size <= LARGEST_OBJECT), (long) usual.object())));
    }

    private static CollectionSettings collections(Settings settings) {
        var usual = CollectionSettings.defaults();
        return new CollectionSettings(
                settings.key(Limit.STORED.setting(), "How large a stored collection may be.")
                        .alias("MAX_SYNC_PAYLOAD_MEGS", megabytes(3))
                        .as(Kind.size("2 GB"), usual.largest()),
                settings.key("anki.idle", "A sync of which nothing is heard for so long is rolled back.")
                        .as(Kind.duration("5m").onlyIf(Duration::isPositive), usual.idle()),
                settings.key(
                                "anki.merge",
                                "What happens to an object that changed on both sides in the same second, or on a device with a slow clock: both sides end with the same, or what the official server does.")
                        .as(Kind.oneOf(Merge.class), usual.merge()),
                snapshots(settings));
    }

    private static CollectionSettings.Snapshots snapshots(Settings settings) {
        var usual = CollectionSettings.defaults().snapshots();
        return new CollectionSettings.Snapshots(
                settings.key("anki.snapshots.count", "How many copies of each collection as it was are kept.")
                        .as(Kind.whole(1, 10_000).example("30"), usual.count()),
                Duration.ofDays(
                        settings.key("anki.snapshots.days", "How long such a copy is kept; the newest always is.")
                                .as(
                                        Kind.whole(1, 36_500).example("30"),
                                        Math.toIntExact(usual.age().toDays()))),
                settings.key("anki.snapshots.every", "How often a collection that changes is copied.")
                        .as(Kind.duration("12h").onlyIf(Duration::isPositive), usual.every()),
                settings.key(
                                "anki.snapshots.deleted-percent",
                                "A sync that deletes a larger share of the notes than this is preceded by a copy.")
                        .as(Kind.whole(0, 100).example("10"), usual.deletedPercent()));
    }

    private static SyncNodeSettings syncnode(Settings settings, Optional<URI> publicUrl, boolean limits) {
        settings.section("The store API");
        var usual = SyncNodeSettings.defaults();
        var time = Kind.duration("90d").onlyIf(Duration::isPositive);
        return new SyncNodeSettings(
                Set.copyOf(settings.key(
                                "store.cors-origins",
                                "The pages that may use the store API in a browser; `*` is every page.")
                        .as(Kind.list(origin()), List.copyOf(usual.corsOrigins()))),
                settings.key("store.session-idle", "A session that was not used for so long ends.")
                        .as(time, usual.sessionIdle()),
                settings.key(
                                "store.session-longest",
                                "A session ends so long after the login, however much it is used.")
                        .as(time, usual.sessionLongest()),
                entries(settings, usual.entries()),
                limit(settings.key("store.largest", "How large one store may be."), "100 MB"),
                mail(settings, publicUrl),
                settings.key(
                                "store.rate",
                                "How many requests to the store API an account may make in a second, and ten times that at once; 0 is any number. For a server where strangers register, 200.")
                        .as(Kind.whole(0, 1_000_000).example("200"), usual.rate()),
                limits,
                settings.key("store.disk-reserve", "So much of the disk is left free: what would need it is refused.")
                        .as(Kind.size("1 GB"), usual.diskReserve()),
                uploads(settings, usual.uploads()));
    }

    private static UploadSettings uploads(Settings settings, UploadSettings usual) {
        return new UploadSettings(
                settings.key("store.uploads.patience", "An upload in pieces waits so long for its next bytes.")
                        .as(Kind.duration("72h").onlyIf(Duration::isPositive), usual.patience()),
                settings.key("store.uploads.waiting", "How many uploads of one account may wait at a time.")
                        .as(Kind.whole(1, 10_000).example("50"), usual.mostWaiting()));
    }

    private static EntrySettings entries(Settings settings, EntrySettings usual) {
        return new EntrySettings(
                settings.key(
                                "store.shared-names",
                                "How a store that somebody shares is found: also by its plain name, or by its address only, for a server where strangers register.")
                        .as(Kind.oneOf(EntrySettings.SharedNames.class), usual.sharedNames()),
                limit(settings.key("store.quota", "How much an account may store."), "1 GB")
                        .orElse(0),
                settings.key("store.quota-stores", "How many stores an account may have; 0 is any number.")
                        .as(Kind.whole(0, 1_000_000_000).example("10000"), Math.toIntExact(usual.quotaStores())),
                days(
                        settings,
                        "store.tombstone-days",
                        "How long a deletion is remembered: a device that was away for longer lists everything anew.",
                        usual.tombstones()),
                settings.key("store.versions", "How many replaced versions of a store are kept.")
                        .as(Kind.whole(0, 10_000).example("30"), usual.versions()),
                days(settings, "store.version-days", "How long a replaced version is kept.", usual.versionAge()),
                days(settings, "store.trash-days", "How long a deleted store can be brought back.", usual.trashAge()));
    }

    private static Optional<MailSettings> mail(Settings settings, Optional<URI> publicUrl) {
        var publicHost = publicUrl.map(URI::getHost);
        var host = publicHost.orElse("localhost");
        var server = publicHost.orElse("Lectern");
        var smtp = settings.key(
                        "mail.smtp",
                        "The mail server that takes mail about lost passwords. Without one the operator helps, with `lectern reset`.")
                .alias("SMTP_URL")
                .secret(shown -> shown) // its writer leaves the password out
                .optional(smtp(), "none");
        var from = settings.key("mail.from", "The address that such mail is from.")
                .alias("MAIL_FROM")
                .as(mailAddress(), new MailAddress("lectern@" + host), "`lectern@` the host of `public-url`");
        var link = settings.key(
                        "store.reset-link",
                        "A page where a new password can be typed, with `{token}` in the place of the token that the mail brings.")
                .alias("RESET_LINK")
                .optional(
                        Kind.text("a web address with `{token}` in it", "https://notes.example.org/reset#{token}")
                                .onlyIf(text -> text.matches("https?://\\S*\\{token}\\S*")),
                        "a page of this server, when `public-url` says where that is")
                .or(() -> publicUrl.map(url -> url.toString().replaceAll("/+$", "") + "/app/reset/{token}"));
        return smtp.map(known -> new MailSettings(known, from, link, server));
    }

    private static Kind<SmtpSettings> smtp() {
        return Kind.of(
                "the address of a mail server",
                "smtps://user:password@mail.example.org:465",
                SmtpSettings::parse,
                SmtpSettings::shown);
    }

    private static Kind<MailAddress> mailAddress() {
        return Kind.of("a mail address", "lectern@example.org", MailAddress::new, MailAddress::value);
    }

    private static OptionalLong limit(Key key, String example) {
        return key.optional(Kind.size(example), "no limit")
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private static Duration days(Settings settings, String name, String sentence, Duration usual) {
        return Duration.ofDays(
                settings.key(name, sentence).as(Kind.whole(1, 36_500).example("90"), Math.toIntExact(usual.toDays())));
    }

    private static Kind<String> megabytes(int times) {
        return Kind.of(
                "a whole number of megabytes, from 1 on",
                "100",
                text -> {
                    if (!text.matches("[1-9]\\d{0,7}")) {
                        throw new IllegalArgumentException(text);
                    }
                    return Long.parseLong(text) * times + " MB";
                },
                ours -> ours);
    }

    /// Variables without a key: read elsewhere, or accepted because a replaced server documents them.
    private static void others(Settings settings) {
        settings.variable(
                FILE_VARIABLE, "the file to read settings from, instead of `lectern.conf` beside the script.");
        settings.variable(
                "DB_BACKEND",
                "`sql` is accepted and changes nothing, any other backend is refused.",
                "sql"::equalsIgnoreCase,
                "which is not supported; leave it out, or write `DB_BACKEND=sql`");
        settings.variable("PASSWORD_SALT", "needed only to import from the server it belongs to.");
        settings.variable(
                "SYNC_BASE", "where the official Anki server has its data; a source to import from, never written to.");
        settings.variable(
                "PASSWORDS_HASHED", "when set to anything, the passwords in `SYNC_USER1` and so on are hashes.");
        settings.variable(
                "SYNC_USER1",
                "and `SYNC_USER2`, `SYNC_USER3` and so on: `name:password` of accounts that are made at the start when they are missing. Accounts that exist are not changed.");
    }

    private static Kind<Network> network() {
        return Kind.of("an address or a range of them", "127.0.0.1, 10.0.0.0/8", Network::parse, Network::toString);
    }

    /// What the official Anki server calls the headers. `ConnectInfo` is the peer itself, as it is here without a
    /// trusted proxy.
    private static Kind<String> ipHeader() {
        var ours = Map.of(
                "ConnectInfo", "x-forwarded-for",
                "RightmostXForwardedFor", "x-forwarded-for",
                "RightmostForwarded", "forwarded",
                "XRealIp", "x-real-ip",
                "CfConnectingIp", "cf-connecting-ip",
                "TrueClientIp", "true-client-ip",
                "FlyClientIp", "fly-client-ip",
                "CloudFrontViewerAddress", "cloudfront-viewer-address");
        var names = ours.keySet().stream().sorted().collect(Collectors.joining("`, `", "one of `", "`"));
        return Kind.of(
                names,
                "XRealIp",
                text -> Optional.ofNullable(ours.get(text)).orElseThrow(() -> new IllegalArgumentException(text)),
                header -> header);
    }

    private static Kind<String> origin() {
        return Kind.text("an origin such as `https://notes.example.org`, or `*`", "https://notes.example.org")
                .onlyIf(text -> text.equals("*") || text.matches("[a-z][a-z0-9+.-]*://[^/?#\\s]+"));
    }

    private static Kind<String> prefix() {
        return Kind.text("a path such as `/reader`, without a slash at its end", "/reader, /kosync")
                .onlyIf(PREFIX.asMatchPredicate());
    }

    private static final Kind<String> TRUE_OR_ONE_OPENS = Kind.of(
            "`true` or `false`",
            "true",
            text -> text.equals("true") || text.equals("1")
                    ? "open"
                    : "closed", // anything else closed the official server
            ours -> ours);

    private static Kind<String> onOffAs(String on, String off) {
        var flag = Kind.onOrOff();
        return new Kind<>(
                "`true` or `false`",
                "true",
                (text, folder) -> flag.parser().parse(text, folder) ? on : off,
                ours -> ours);
    }
}
