package lectern.syncnode;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

import lectern.account.RegistrationMode;
import lectern.http.Response;
import lectern.http.Router;
import lectern.json.Json;
import lectern.syncnode.entry.EntryStore;
import lectern.syncnode.entry.StoreName;
import lectern.syncnode.feed.Feed;
import lectern.syncnode.wire.BatchBody;
import lectern.syncnode.wire.JsonBody;
import lectern.syncnode.wire.SentVersion;

/// `GET /capabilities`: what this server speaks and where its limits are, so that no client has to guess.
final class Capabilities {
    private static final String[] EXTENSIONS = {
        "etags",
        "head",
        "ranges",
        "digests",
        "batch",
        "versions",
        "changes",
        "events",
        "quota",
        "uploads",
        "scopes",
        "cors",
    };

    private final byte[] answer;

    Capabilities(SyncNodeSettings settings, EntryStore store, RegistrationMode registration) {
        var entries = settings.entries();
        var all = Json.object().put("api", "1.0.0").put("server", "lectern");
        Optional.ofNullable(
                        Capabilities.class.getPackage().getImplementationVersion()) // what the build wrote into the jar
                .ifPresent(version -> all.put("version", version));
        all.put("registration", registration.name().toLowerCase(Locale.ROOT));
        all.put("passwordReset", settings.mail().isPresent() ? "mail" : "operator");
        var limits = all.putObject("limits")
                .put("keyCharacters", StoreName.LONGEST)
                .put("metaBytes", SentVersion.LONGEST_META)
                .put("members", EntryStore.MOST_MEMBERS)
                .put("jsonBytes", JsonBody.LARGEST)
                .put("permissionsBytes", JsonBody.LARGEST_LIST)
                .put("changes", Feed.MOST_ROWS)
                .put("changesWaitSeconds", Feed.LONGEST_WAIT)
                .put("streams", Feed.MOST_STREAMS)
                .put("batchOperations", store.mostOperations())
                .put("batchBytes", BatchBody.LARGEST)
                .put("uploadsWaiting", settings.uploads().mostWaiting());
        Room.put(limits, "requestsPerSecond", unlessZero(settings.rate()));
        Room.put(limits, "storeBytes", settings.largestStore());
        Room.put(limits, "quotaBytes", unlessZero(entries.quotaBytes()));
        Room.put(limits, "quotaStores", unlessZero(entries.quotaStores()));
        all.putObject("retention")
                .put("sessionIdleSeconds", settings.sessionIdle().toSeconds())
                .put("sessionLongestSeconds", settings.sessionLongest().toSeconds())
                .put("uploadSeconds", settings.uploads().patience().toSeconds())
                .put("tombstoneDays", entries.tombstones().toDays())
                .put("trashDays", entries.trashAge().toDays())
                .put("versions", entries.versions())
                .put("versionDays", entries.versionAge().toDays());
        all.put("sharedNames", entries.sharedNames().name().toLowerCase(Locale.ROOT));
        var extensions = all.putObject("extensions");
        for (var name : EXTENSIONS) {
            extensions.put(name, 1);
        }
        this.answer = Json.write(all);
    }

    void routes(Router to, Gate gate) {
        to.get("/capabilities", gate.open("look at the capabilities", _ -> Response.json(200, answer)));
    }

    private static OptionalLong unlessZero(long limit) {
        return limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit);
    }
}
