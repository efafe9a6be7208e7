package lectern.server;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import lectern.anki.collection.Collections;
import lectern.calibre.Library;
import lectern.config.Config;
import lectern.files.FreeSpace;
import lectern.files.PrivateFolder;
import lectern.http.FrontDoor;
import lectern.http.HttpServer;
import lectern.http.HttpSettings;
import lectern.http.Metrics;
import lectern.http.Route;
import lectern.http.Spool;
import lectern.syncnode.feed.Feed;
import lectern.syncnode.reset.ResetDesk;
import lectern.tls.CertificateStore;
import lectern.tls.TlsSettings;
import lectern.web.Web;
import lectern.web.admin.ServerView;
import lectern.web.home.Devices;
import lectern.web.home.Problems;
import lectern.web.home.ServerState;
import lectern.web.learning.Learning;
import lectern.web.reading.Readings;

/// The whole server: put together here, from below upwards, and taken apart the other way round.
public final class Server implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Server.class);

    /// What is being uploaded to the pages at the same time lies on the disk meanwhile.
    private static final long SPOOL = 4L << 30;

    private final Deque<AutoCloseable> opened; // the last one first
    private final FrontDoor door;
    private final HttpServer http;
    private final Stores stores;
    private final Web web;

    private Server(Deque<AutoCloseable> opened, FrontDoor door, HttpServer http, Stores stores, Web web) {
        this.opened = opened;
        this.door = door;
        this.http = http;
        this.stores = stores;
        this.web = web;
    }

    /// Listens when this returns. When it throws, nothing is left open.
    public static Server start(Config config, InstantSource clock) {
        var opened = new ArrayDeque<AutoCloseable>();
        try {
            return start(config, clock, opened);
        } catch (RuntimeException e) {
            close(opened);
            throw e;
        }
    }

    private static Server start(Config config, InstantSource clock, Deque<AutoCloseable> opened) {
        var random = new SecureRandom();
        var stores = Stores.open(config, random, clock);
        opened.push(stores);
        var services = AccountServices.open(stores, config.accounts(), random, clock);
        opened.push(services);
        new SyncUsers(stores.accounts(), stores.sessions(), services.hashing()).makeMissing(config.syncUsers());
        var library = Library.open(config.calibre(), config.data(), clock);
        opened.push(library);

        var collections = Collections.open(
                config.anki().folder(),
                config.anki().collections(),
                stores.leases(),
                services.activity()::record,
                clock);
        opened.push(collections);

        var feed = new Feed(stores.entries(), stores.feed(), services.signIn(), random, clock);
        var desk = ResetDesk.open(
                stores.accounts(),
                stores.resets(),
                config.syncnode().mail(),
                config.accounts().limits(),
                clock);
        opened.push(desk);

        var diagnosis = new Diagnosis(config, stores, collections, clock);
        opened.push(diagnosis);

        var metrics = new Metrics();
        var health = new Health(stores.database(), config.data(), clock);
        var web = web(config, stores, services, library, desk, diagnosis, collections, random, clock);
        var door = Routes.of(config, stores, services, library, collections, feed, desk, web, health, metrics, clock);
        config.metrics().port().ifPresent(port -> opened.push(listenForMetrics(port, metrics)));
        var http = config.tls()
                .map(tls -> listenEncrypted(config, tls, door, metrics, clock, opened))
                .orElseGet(() -> HttpServer.open(config.http(), door, metrics));
        opened.push(http);
        services.start();
        collections.begin();
        return new Server(opened, door, http, stores, web);
    }

    private static Web web(
            Config config,
            Stores stores,
            AccountServices services,
            Library library,
            ResetDesk desk,
            Diagnosis diagnosis,
            Collections collections,
            SecureRandom random,
            InstantSource clock) {
        return new Web(
                config.publicUrl(),
                stores.accounts(),
                services.signIn(),
                stores.keys(),
                stores.sessions(),
                services.registration(),
                stores.invites(),
                services.ownAccount(),
                desk,
                stores.resets(),
                stores.preferences(),
                stores.kosync().preferences(),
                config.kosync().cards(),
                new Learning(collections, stores.media(), stores.activityLog(), clock),
                services.activity(),
                new Devices(stores.activityLog(), stores.keys(), stores.sessions(), clock),
                new Problems(
                        stores.activityLog(),
                        stores.keys(),
                        stores.leases(),
                        collections,
                        config.anki().collections().idle(),
                        new ServerState(FreeSpace.of(config.data()), config.tls(), clock),
                        clock),
                new Readings(stores.kosync(), library, config.kosync().cards()),
                new Spool(PrivateFolder.makeEmpty(config.data().resolve("incoming")), SPOOL),
                stores.entries(),
                stores.blobs(),
                FreeSpace.of(config.data()),
                config.syncnode(),
                new ServerView(Version.NUMBER, config.effective(), config.others(), diagnosis::findings),
                stores.activityLog(),
                random,
                clock);
    }

    private static HttpServer listenEncrypted(
            Config config,
            TlsSettings tls,
            FrontDoor door,
            Metrics metrics,
            InstantSource clock,
            Deque<AutoCloseable> opened) {
        var certificates = CertificateStore.open(tls, clock);
        opened.push(certificates);
        return HttpServer.open(config.http(), certificates.context(), door, metrics);
    }

    private static HttpServer listenForMetrics(int port, Metrics metrics) {
        var local = HttpSettings.defaults().at("127.0.0.1", port);
        var unread = new Metrics(); // how often the numbers are asked for is nobody's question
        return HttpServer.open(local, new MetricsPage(metrics).open(), unread);
    }

    /// Where it listens, also when the system chose the port.
    public int port() {
        return http.port();
    }

    public OptionalInt plainPort() {
        return http.plainPort();
    }

    /// What it answers, for whoever describes it.
    List<Route> routes() {
        return door.routes();
    }

    /// Nobody can sign in yet.
    public boolean isEmpty() {
        return stores.accounts().list(Optional.empty(), 1).isEmpty();
    }

    /// The path at which whoever started the server makes the first account; empty when there is one.
    public Optional<String> firstStart() {
        return web.firstStart();
    }

    /// Answers what was asked before, and no more.
    @Override
    public void close() {
        close(opened);
    }

    private static void close(Deque<AutoCloseable> opened) {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                log.warn("something did not close cleanly", e);
            }
        }
    }
}
