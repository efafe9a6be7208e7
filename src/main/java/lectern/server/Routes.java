package lectern.server;

import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;

import lectern.anki.Anki;
import lectern.anki.collection.Collections;
import lectern.calibre.Library;
import lectern.config.Config;
import lectern.files.FreeSpace;
import lectern.files.PrivateFolder;
import lectern.http.FrontDoor;
import lectern.http.Metrics;
import lectern.http.Spool;
import lectern.kosync.Kosync;
import lectern.syncnode.SyncNode;
import lectern.syncnode.feed.Feed;
import lectern.syncnode.reset.ResetDesk;
import lectern.web.Web;
import lectern.web.admin.ServerView;
import lectern.web.home.Devices;
import lectern.web.home.Problems;
import lectern.web.home.ServerState;

/// What answers where: the first segment of a path decides.
final class Routes {
    private static final String[] KOSYNC = {"users", "syncs", "documents", "books", "card", "admin", "healthcheck"};

    /// What is being uploaded to the pages at the same time lies on the disk meanwhile.
    private static final long SPOOL = 4L << 30;

    private Routes() {}

    static FrontDoor of(
            Config config,
            Stores stores,
            AccountServices services,
            Library library,
            Collections collections,
            Feed feed,
            ResetDesk desk,
            Diagnosis diagnosis,
            Health health,
            Metrics metrics,
            InstantSource clock) {
        var kosync = new Kosync(
                        config.kosync(),
                        stores.kosync(),
                        stores.accounts(),
                        services.signIn(),
                        services.registration(),
                        services.ownAccount(),
                        services.activity(),
                        library,
                        clock)
                .router();
        var anki = Anki.over(
                        collections,
                        stores.media(),
                        stores.blobs(),
                        config.anki(),
                        services.signIn(),
                        stores.sessions(),
                        services.activity())
                .router();
        var syncnode = new SyncNode(
                        config.syncnode(),
                        stores.entries(),
                        feed,
                        stores.blobs(),
                        FreeSpace.of(config.data()),
                        stores.uploads(),
                        services.signIn(),
                        stores.sessions(),
                        services.registration(),
                        services.ownAccount(),
                        stores.accounts(),
                        stores.resets(),
                        desk,
                        services.activity(),
                        new SecureRandom(),
                        clock)
                .router();
        var web = new Web(
                config.publicUrl(),
                services.signIn(),
                stores.sessions(),
                stores.preferences(),
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
                new Spool(PrivateFolder.makeEmpty(config.data().resolve("incoming")), SPOOL),
                stores.entries(),
                stores.blobs(),
                FreeSpace.of(config.data()),
                config.syncnode(),
                new ServerView(Version.NUMBER, config.effective(), config.others(), diagnosis::findings),
                stores.accounts(),
                stores.activityLog(),
                new SecureRandom(),
                clock);
        var healthRouter = health.router();
        var door = new FrontDoor(config.publicUrl().map(URI::getPath).orElse(""))
                .astray(services.activity().arrivals()::astray)
                .front(web.pages())
                .mount(web.pages(), "app")
                .mount(web.api(), "api/v1")
                .mount(kosync, KOSYNC)
                .mount(anki, Anki.segments())
                .mountBelow("anki", anki, Anki.segments())
                .mount(syncnode, SyncNode.segments())
                .mountBelow("anki", healthRouter, "health")
                .mount(healthRouter, "health")
                .mount(new MetricsPage(metrics).guarded(config.metrics().token()), "metrics")
                .mount(new ApiPages().router(), "openapi.json", "openapi", "docs", "redoc");
        for (var prefix : config.kosync().prefixes()) {
            door.mountBelow(prefix, kosync, KOSYNC).mountBelow(prefix, healthRouter, "health");
        }
        return door;
    }
}
