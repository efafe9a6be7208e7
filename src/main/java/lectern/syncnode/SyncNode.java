package lectern.syncnode;

import java.security.SecureRandom;
import java.time.InstantSource;

import lectern.account.Accounts;
import lectern.account.Activity;
import lectern.account.OwnAccount;
import lectern.account.Registration;
import lectern.account.Sessions;
import lectern.account.SignIn;
import lectern.blob.BlobStore;
import lectern.files.FreeSpace;
import lectern.http.Fault;
import lectern.http.Request;
import lectern.http.Response;
import lectern.http.Router;
import lectern.http.Slashes;
import lectern.syncnode.entry.EntryStore;
import lectern.syncnode.feed.Feed;
import lectern.syncnode.reset.PasswordResets;
import lectern.syncnode.reset.ResetDesk;
import lectern.syncnode.upload.UploadStore;
import lectern.syncnode.upload.Uploads;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SyncNodeError;

/// The Sync Node store API: what is asked where. Every wire fact is in README.md beside this file.
public final class SyncNode {
    private final SyncNodeSettings settings;
    private final Gate gate;
    private final Entrance entrance;
    private final OwnSessions ownSessions;
    private final Ownership ownership;
    private final Listing listing;
    private final Values values;
    private final Members members;
    private final History history;
    private final Batches batches;
    private final Following following;
    private final Room room;
    private final Capabilities capabilities;
    private final Uploads uploads;

    public SyncNode(
            SyncNodeSettings settings,
            EntryStore entries,
            Feed feed,
            BlobStore blobs,
            FreeSpace space,
            UploadStore uploads,
            SignIn signIn,
            Sessions sessions,
            Registration registration,
            OwnAccount ownAccount,
            Accounts accounts,
            PasswordResets resets,
            ResetDesk desk,
            Activity activity,
            SecureRandom random,
            InstantSource clock) {
        this.settings = settings;
        var limits = new Limits(settings, clock);
        this.gate = new Gate(signIn, limits, activity);
        this.entrance = new Entrance(settings, registration, sessions);
        this.ownSessions = new OwnSessions(sessions);
        this.ownership = new Ownership(accounts, ownAccount, resets, desk);
        var intake = new Intake(settings, entries, blobs, space);
        this.listing = new Listing(entries, feed);
        this.values = new Values(entries, blobs, intake);
        this.members = new Members(entries, limits);
        this.history = new History(entries, intake);
        this.batches = new Batches(entries, feed, intake, new BatchReads(blobs));
        this.following = new Following(feed);
        this.room = new Room(settings, entries);
        this.capabilities = new Capabilities(settings, entries, registration.mode());
        this.uploads = new Uploads(
                settings.uploads(),
                settings.largestStore(),
                uploads,
                entries,
                blobs,
                intake::refuseWhenFull,
                random,
                clock);
    }

    /// The first segments of its paths.
    public static String[] segments() {
        return "account auth password resetpassword store permission changes events batch versions quota uploads capabilities"
                .split(" ");
    }

    /// The whole door.
    public Router router() {
        var to = new Router("syncnode", Slashes.RAW, SyncNode::answer, Browsers.from(settings.corsOrigins()))
                .guarded()
                .always("Cross-Origin-Resource-Policy", "cross-origin")
                .headOfGet()
                .compressed()
                .documented(
                        200, 204, 206, 304, 400, 401, 403, 404, 405, 408, 409, 410, 412, 413, 414, 416, 429, 431, 500,
                        503, 507)
                .unreadable((status, detail) ->
                        SyncNodeError.unreadable(status, detail).toResponse())
                .refusals(Refusal.class, (refusal, _) -> refusal.error().toResponse());
        entrance.routes(to, gate);
        ownSessions.routes(to, gate);
        ownership.routes(to, gate);
        listing.routes(to, gate);
        values.routes(to, gate);
        members.routes(to, gate);
        history.routes(to, gate);
        batches.routes(to, gate);
        following.routes(to, gate);
        room.routes(to, gate);
        capabilities.routes(to, gate);
        uploads.routes(
                to,
                (what, answer) ->
                        gate.signedIn(what, (visit, caller) -> answer.to(visit.request(), visit.author(caller))));
        return to;
    }

    private static Response answer(Fault fault, Request request) {
        return SyncNodeError.of(fault).toResponse();
    }
}
