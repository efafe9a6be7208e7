package lectern.server;

import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;

import lectern.anki.Anki;
import lectern.anki.collection.Collections;
import lectern.calibre.Library;
import lectern.config.Config;
import lectern.files.FreeSpace;
import lectern.http.FrontDoor;
import lectern.http.Metrics;
import lectern.kosync.Kosync;
import lectern.syncnode.SyncNode;
import lectern.syncnode.feed.Feed;
import lectern.syncnode.reset.ResetDesk;
import lectern.web.Web;
import lectern.web.learning.Learning;
import lectern.web.learning.PublicReviewCard;

/// What answers where: the first segment of a path decides.
final class Routes {
    private static final String[] KOSYNC = {"users", "syncs", "documents", "books", "card", "admin", "healthcheck"};

    private Routes() {}

    static FrontDoor of(
            Config config,
            Stores stores,
            AccountServices services,
            Library library,
            Collections collections,
            Feed feed,
            ResetDesk desk,
            Web web,
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
        new PublicReviewCard(
                        new Learning(collections, stores.media(), stores.activityLog(), clock),
                        stores.accounts(),
                        account -> stores.kosync()
                                .preferences()
                                .find(account)
                                .card()
                                .orElse(config.kosync().cards()),
                        clock)
                .routes(kosync);
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
