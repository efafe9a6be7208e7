package lectern.syncnode.upload;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

import lectern.blob.BlobStore;
import lectern.blob.LostBlob;
import lectern.blob.MissingBlob;
import lectern.http.Handler;
import lectern.http.Request;
import lectern.http.Response;
import lectern.http.Router;
import lectern.syncnode.entry.Author;
import lectern.syncnode.entry.Content;
import lectern.syncnode.entry.EntryStore;
import lectern.syncnode.entry.Operation;
import lectern.syncnode.entry.Outcome;
import lectern.syncnode.entry.Value;
import lectern.syncnode.entry.Written;
import lectern.syncnode.upload.Upload.State;
import lectern.syncnode.wire.HttpDate;
import lectern.syncnode.wire.JsonBody;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SyncNodeError;
import lectern.syncnode.wire.VersionHeaders;

/// `/uploads`: stores that come in several requests, as tus 1.0.0 has it with creation, creation-with-upload,
/// termination, expiration and checksum. What a PUT checks is checked when an upload begins, for an early no, and again
/// when it ends.
///
/// Clients believe HEAD: one that says all is there means success to them, whatever the last PATCH was told. So an
/// upload whose store was not taken never says so; its bytes are kept, and `commit` tries again with another token.
public final class Uploads {
    private static final String VERSION = "1.0.0";
    private static final String EXTENSIONS = "creation,creation-with-upload,termination,expiration,checksum";

    private final UploadSettings settings;
    private final OptionalLong largest;
    private final UploadStore uploads;
    private final EntryStore entries;
    private final LongConsumer room;
    private final Reception reception;
    private final Writers writers = new Writers();
    private final BlobStore blobs;
    private final SecureRandom random;
    private final InstantSource clock;

    /// @param largest store there may be, in bytes; empty: the disk decides
    /// @param room refuses so many bytes when the disk has no room for them
    public Uploads(
            UploadSettings settings,
            OptionalLong largest,
            UploadStore uploads,
            EntryStore entries,
            BlobStore blobs,
            LongConsumer room,
            SecureRandom random,
            InstantSource clock) {
        this.settings = settings;
        this.largest = largest;
        this.uploads = uploads;
        this.entries = entries;
        this.blobs = blobs;
        this.room = room;
        this.reception = new Reception(settings, uploads, blobs, clock);
        this.random = random;
        this.clock = clock;
    }

    public void routes(Router to, SignedIn door) {
        to.options("/uploads", _ -> announced());
        to.post("/uploads", tus(door.only("begin an upload", this::begin)));
        to.head("/uploads/{id}", tus(door.only("look at an upload", this::look)));
        to.patch("/uploads/{id}", tus(door.only("upload", lasting(this::append))));
        to.delete("/uploads/{id}", tus(door.only("end an upload", this::terminate)));
        to.post("/uploads/{id}/commit", door.only("commit an upload", lasting(this::commit)));
        to.documented(200, 201, 204, 400, 401, 403, 404, 408, 409, 410, 412, 413, 415, 460, 500, 503, 507);
    }

    private Response announced() {
        var announced = Response.empty(204)
                .with("Tus-Resumable", VERSION)
                .with("Tus-Version", VERSION)
                .with("Tus-Extension", EXTENSIONS)
                .with("Tus-Checksum-Algorithm", Checksum.ALGORITHMS);
        return largest.isPresent() ? announced.with("Tus-Max-Size", Long.toString(largest.getAsLong())) : announced;
    }

    /// Every request and every answer says which version it speaks.
    private static Handler tus(Handler endpoint) {
        return request -> {
            var answer = endpoint.handle(request).with("Tus-Resumable", VERSION);
            return answer.status() == 412 ? answer.with("Tus-Version", VERSION) : answer;
        };
    }

    /// Bytes that were given up meanwhile are an upload that is gone.
    private static SignedIn.Answer lasting(SignedIn.Answer endpoint) {
        return (request, author) -> {
            try {
                return endpoint.to(request, author);
            } catch (LostBlob | MissingBlob _) {
                throw new Refusal(new SyncNodeError.UploadGone());
            }
        };
    }

    private static void checkVersion(Request request) {
        if (request.rawHeader("Tus-Resumable").filter(VERSION::equals).isEmpty()) {
            throw new Refusal(new SyncNodeError.TusVersion());
        }
    }

    private Response begin(Request request, Author author) throws IOException {
        checkVersion(request);
        long length = length(request);
        var header = request.rawHeader("Upload-Metadata").orElse("");
        var metadata = Metadata.parse(header);
        entries.check(author.caller(), metadata.reference(), metadata.expected(), length, metadata.metaSize())
                .orElseThrow(Refusal::of);
        room.accept(length);
        var upload = begun(author, header, metadata, length);
        try {
            return first(request, author, upload, metadata)
                    .with("Location", "/uploads/" + upload.id().value());
        } catch (IOException | RuntimeException failed) { // nobody will ever know where to go on
            giveUp(upload, clock.instant());
            throw failed;
        }
    }

    /// What came with the request that began it, if anything; that may be all there is.
    private Response first(Request request, Author author, Upload upload, Metadata metadata) throws IOException {
        long received = 0;
        if (hasBytes(request)) {
            try (var turn = writers.take(upload.id())) {
                received = reception.receive(request, author.caller().account(), upload, turn);
            }
        }
        var answer = received < upload.length()
                ? expiring(Response.empty(201), due())
                : stored(201, put(author, upload, metadata, metadata.token()));
        return answer.with("Upload-Offset", Long.toString(received));
    }

    private long length(Request request) {
        long length = number(request, "Upload-Length");
        largest.ifPresent(most -> {
            if (length > most) {
                throw new Refusal(new SyncNodeError.TooLarge(most));
            }
        });
        return length;
    }

    private Upload begun(Author author, String header, Metadata metadata, long length) {
        var account = author.caller().account();
        var id = UploadId.random(random);
        var blob = blobs.begin(account);
        var due = due();
        if (!uploads.begin(account, id, blob, header, length, due, settings.mostWaiting())) {
            throw new Refusal(new SyncNodeError.TooManyUploads(settings.mostWaiting()));
        }
        var reserved = entries.reserve(
                author.caller(),
                metadata.reference(),
                metadata.expected(),
                id.reservation(),
                length,
                metadata.metaSize());
        if (reserved instanceof Outcome.Refused<?>(var obstacle)) {
            uploads.end(id, clock.instant());
            throw Refusal.of(obstacle);
        }
        return new Upload(id, blob, header, length, 0, State.OPEN, Optional.empty(), due);
    }

    private Response look(Request request, Author author) {
        checkVersion(request);
        var upload = found(request, author);
        if (upload.state() == State.REFUSED) {
            throw notTaken();
        }
        return expiring(Response.empty(200), upload.due())
                .with("Upload-Offset", Long.toString(upload.received()))
                .with("Upload-Length", Long.toString(upload.length()))
                .with("Upload-Metadata", upload.metadata());
    }

    private Response append(Request request, Author author) throws IOException {
        checkVersion(request);
        var wanted = found(request, author);
        if (!hasBytes(request)) {
            throw new Refusal(new SyncNodeError.UploadType());
        }
        try (var turn = writers.take(wanted.id())) {
            var upload = found(request, author); // whoever wrote before may have changed it
            if (upload.state() == State.REFUSED) {
                throw notTaken();
            }
            if (number(request, "Upload-Offset") != upload.received()) {
                throw new Refusal(new SyncNodeError.UploadOffset(upload.received()));
            }
            if (upload.state() == State.STORED) { // nothing is missing, and the last answer was lost
                return Response.empty(204)
                        .with("Upload-Offset", Long.toString(upload.length()))
                        .with("X-Sync-Token", upload.token().orElseThrow());
            }
            long received = reception.receive(request, author.caller().account(), upload, turn);
            if (received < upload.length()) {
                return expiring(Response.empty(204), due()).with("Upload-Offset", Long.toString(received));
            }
            var metadata = Metadata.parse(upload.metadata());
            return stored(204, put(author, upload, metadata, metadata.token()))
                    .with("Upload-Offset", Long.toString(received));
        }
    }

    /// With a fresh token, after somebody else had written first; nothing is sent again.
    private Response commit(Request request, Author author) {
        var token = JsonBody.of(request)
                .orElseThrow(() -> new Refusal(new SyncNodeError.BadRequest("The body is no object of JSON.")))
                .text("token");
        try (var _ = writers.take(found(request, author).id())) {
            var upload = found(request, author);
            return switch (upload.state()) {
                case STORED ->
                    Response.empty(204).with("X-Sync-Token", upload.token().orElseThrow());
                case REFUSED -> stored(204, put(author, upload, Metadata.parse(upload.metadata()), token));
                case OPEN, GONE -> throw new Refusal(new SyncNodeError.UploadOffset(upload.received()));
            };
        }
    }

    private Response terminate(Request request, Author author) {
        checkVersion(request);
        var upload = found(request, author);
        try (var _ = writers.take(upload.id())) {
            giveUp(upload, clock.instant().plus(Expiry.REMEMBERED));
        }
        return Response.empty(204);
    }

    private void giveUp(Upload upload, Instant remembered) {
        entries.release(upload.id().reservation());
        uploads.end(upload.id(), remembered);
    }

    /// The PUT. Whatever stands in its way, the upload does not say that it has everything.
    private Written put(Author author, Upload upload, Metadata metadata, Optional<String> token) {
        var account = author.caller().account();
        switch (entries.put(author, operation(upload, metadata, token))) {
            case Outcome.Done<Written>(var written) -> {
                var became = written.entry().token().value();
                uploads.stored(account, upload.id(), became, clock.instant().plus(Expiry.REMEMBERED));
                if (written.status() == Written.Status.UNCHANGED) {
                    entries.release(upload.id().reservation()); // a repeat uses nothing up
                }
                return written;
            }
            case Outcome.Refused<Written>(var obstacle) -> {
                uploads.refuse(account, upload.id(), due());
                throw Refusal.of(obstacle);
            }
        }
    }

    private Operation.Put operation(Upload upload, Metadata metadata, Optional<String> token) {
        var blob = blobs.finish(upload.blob());
        return new Operation.Put(
                metadata.reference(),
                Metadata.expected(token),
                new Value(new Content.InBlob(blob.id()), metadata.of(blob.size(), blob.sha256())),
                Optional.of(upload.id().reservation()));
    }

    private static Response stored(int status, Written written) {
        var entry = written.entry();
        var named = VersionHeaders.standing(entry, VersionHeaders.naming(entry, Response.empty(status)));
        var told = VersionHeaders.digest(entry, named)
                .with("X-Sync-Status", written.status().name().toLowerCase(Locale.ROOT));
        return written.quotaLeft().isPresent()
                ? told.with(
                        "X-Sync-Quota-Remaining",
                        Long.toString(written.quotaLeft().getAsLong()))
                : told;
    }

    private Upload found(Request request, Author author) {
        var upload = UploadId.parse(request.parameter("id"))
                .flatMap(id -> uploads.find(author.caller().account(), id))
                .orElseThrow(() -> new Refusal(new SyncNodeError.UnknownUpload()));
        if (upload.state() == State.GONE || !clock.instant().isBefore(upload.due())) {
            throw new Refusal(new SyncNodeError.UploadGone());
        }
        return upload;
    }

    private static Refusal notTaken() {
        return new Refusal(new SyncNodeError.TokenMismatch(Optional.empty()));
    }

    private static boolean hasBytes(Request request) {
        return request.rawHeader("Content-Type")
                .filter("application/offset+octet-stream"::equalsIgnoreCase)
                .isPresent();
    }

    private static long number(Request request, String header) {
        return request.rawHeader(header)
                .map(String::strip)
                .filter(digits -> digits.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .orElseThrow(() -> new Refusal(new SyncNodeError.BadRequest("A number is missing: " + header)));
    }

    private Instant due() {
        return clock.instant().plus(settings.patience());
    }

    private static Response expiring(Response answer, Instant due) {
        return answer.with("Upload-Expires", HttpDate.text(due));
    }
}
