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
import lectern.http.FrontDoor;
import lectern.http.HttpServer;
import lectern.http.HttpSettings;
import lectern.http.Metrics;
import lectern.http.Route;
import lectern.syncnode.feed.Feed;
import lectern.syncnode.reset.ResetDesk;
import lectern.tls.CertificateStore;
import lectern.tls.TlsSettings;

/// The whole server: put together here, from below upwards, and taken apart the other way round.
public final class Server implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Server.class);

    private final Deque<AutoCloseable> opened; // the last one first
    private final FrontDoor door;
    private final HttpServer http;
    private final Stores stores;

    private Server(Deque<AutoCloseable> opened, FrontDoor door, HttpServer http, Stores stores) {
        this.opened = opened;
        this.door = door;
        this.http = http;
        this.stores = stores;
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
        var door = Routes.of(
                config, stores, services, library, collections, feed, desk, diagnosis, health, metrics, clock);
        config.metrics().port().ifPresent(port -> opened.push(listenForMetrics(port, metrics)));
        var http = config.tls()
                .map(tls -> listenEncrypted(config, tls, door, metrics, clock, opened))
                .orElseGet(() -> HttpServer.open(config.http(), door, metrics));
        opened.push(http);
        services.start();
        collections.begin();
        return new Server(opened, door, http, stores);
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
