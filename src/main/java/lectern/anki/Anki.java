package lectern.anki;

import java.util.function.Function;
import java.util.stream.Stream;

import lectern.account.Activity;
import lectern.account.Sessions;
import lectern.account.SignIn;
import lectern.anki.collection.Collections;
import lectern.anki.media.Media;
import lectern.anki.media.MediaIndex;
import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Refusal;
import lectern.anki.wire.Wire;
import lectern.blob.BlobStore;
import lectern.files.PrivateFolder;
import lectern.http.Cors;
import lectern.http.Fault;
import lectern.http.Handler;
import lectern.http.Request;
import lectern.http.Response;
import lectern.http.Router;
import lectern.http.Slashes;
import lectern.http.Spool;

/// Anki's sync protocol: how it is asked, who may, and where each method is answered. Every wire fact is in README.md
/// beside this file.
public final class Anki {
    /// Clients wait a minute for a network that has gone quiet, and can be told to wait longer.
    private static final int PATIENCE = 4;

    private final Wire wire;
    private final Gate gate;
    private final Function<SyncMethod, Answer> sync;
    private final Function<MediaMethod, Answer> media;

    Anki(
            AnkiSettings settings,
            SignIn signIn,
            Activity activity,
            Function<SyncMethod, Answer> sync,
            Function<MediaMethod, Answer> media) {
        var limits = settings.limits();
        // all forms together have as much room as one upload
        var spool = new Spool(PrivateFolder.makeEmpty(settings.spool()), limits.compressed());
        this.wire = new Wire(limits, spool);
        this.gate = new Gate(settings, signIn, activity);
        this.sync = sync;
        this.media = media;
    }

    public static Anki over(
            Collections collections,
            MediaIndex index,
            BlobStore blobs,
            AnkiSettings settings,
            SignIn signIn,
            Sessions sessions,
            Activity activity) {
        var login = new Login(sessions, settings.officialKeys());
        var media = new Media(index, blobs, settings.spool());
        return new Anki(
                settings,
                signIn,
                activity,
                method -> switch (method) {
                    case HOST_KEY -> login;
                    case META -> (caller, request) -> collections.meta(caller, request, index.usn(caller.account()));
                    case START -> collections::start;
                    case APPLY_GRAVES -> collections::applyGraves;
                    case APPLY_CHANGES -> collections::applyChanges;
                    case CHUNK -> collections::chunk;
                    case APPLY_CHUNK -> collections::applyChunk;
                    case SANITY_CHECK -> collections::sanityCheck;
                    case FINISH -> collections::finish;
                    case ABORT -> collections::abort;
                    case UPLOAD -> collections::upload;
                    case DOWNLOAD -> collections::download;
                },
                method -> switch (method) {
                    case BEGIN -> media::begin;
                    case MEDIA_CHANGES -> media::mediaChanges;
                    case DOWNLOAD_FILES -> media::downloadFiles;
                    case UPLOAD_CHANGES -> media::uploadChanges;
                    case MEDIA_SANITY -> media::mediaSanity;
                });
    }

    /// The first segments of its paths.
    public static String[] segments() {
        var bare = Stream.of(MediaMethod.values()).map(MediaMethod::wireName);
        return Stream.concat(Stream.of("sync", "msync"), bare).toArray(String[]::new);
    }

    /// The whole door.
    public Router router() {
        var to = new Router("anki", Slashes.MERGED, Anki::faulted, Cors.none())
                .guarded()
                .patience(PATIENCE)
                .documented(200, 400, 403, 404, 405, 408, 409, 413, 500, 501, 503)
                .refusals(Refusal.class, (refusal, _) -> refusal.error().toResponse());
        for (var method : SyncMethod.values()) {
            to.post("/sync/" + method.wireName(), handler(method, sync.apply(method)));
        }
        to.post("/sync/{method}", this::unknown);
        for (var method : MediaMethod.values()) {
            var handler = handler(method, media.apply(method));
            to.post("/msync/" + method.wireName(), handler);
            // old AnkiDroid has a field for the address of media sync, where people type the server's
            to.post("/" + method.wireName(), handler);
        }
        to.post("/msync/{method}", this::unknown);
        // clients before 2.1.57
        var begin = gate.signedIn(MediaMethod.BEGIN, wire::readBegin, media.apply(MediaMethod.BEGIN));
        to.get("/msync/begin", begin);
        to.get("/begin", begin);
        return to;
    }

    private Handler handler(Method method, Answer answer) {
        return gate.signedIn(method, request -> wire.read(request, method.body()), answer);
    }

    private Response unknown(Request request) {
        Gate.hearOut(request, Gate.HEARD_OUT);
        throw new Refusal(new AnkiError.MethodUnknown());
    }

    private static Response faulted(Fault fault, Request request) {
        if (fault instanceof Fault.NoRoute || fault instanceof Fault.WrongMethod) {
            Gate.hearOut(request, Gate.HEARD_OUT);
        }
        return AnkiError.of(fault).toResponse();
    }
}
