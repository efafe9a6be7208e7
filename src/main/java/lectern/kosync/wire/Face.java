package lectern.kosync.wire;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import tools.jackson.databind.node.ObjectNode;

import lectern.http.Request;
import lectern.json.Json;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.Progress;
import lectern.kosync.book.PushResult;
import lectern.kosync.book.Reading;

/// In whose shape an answer is written. The servers that this one replaces contradict each other on the same paths,
/// but their users do not overlap: KOReader and its family always send the vendor media type, scripts and dashboards
/// never do.
public enum Face {
    /// The official server's answers, to the byte: its own tests compare whole bodies, and small firmware likes short
    /// ones.
    VENDOR,
    /// The keys of all of them together.
    PLAIN,
    /// The plain face with the statuses of `ko-sync-fastapi`.
    FASTAPI;

    private static final String VERSION_1 = "application/vnd.koreader.v1+json";
    private static final Pattern ANY_VERSION = Pattern.compile("application/vnd\\.koreader\\.v[0-9]+\\+json");

    /// The face the `Accept` header asks for.
    ///
    /// @throws Refusal when it asks for a version of the protocol that nobody speaks, or, with `accept-strict`, for
    ///     none
    public static Face of(Request request, AnswerSettings settings) {
        if (request.rawHeader("Accept").filter(VERSION_1::equals).isPresent()) { // all that stock readers send
            return VENDOR;
        }
        var accept = request.headers("Accept");
        var otherVersion = false;
        for (var header : accept) {
            for (var range : header.toLowerCase(Locale.ROOT).split(",", -1)) {
                var type = range.split(";", 2)[0].strip();
                if (type.equals(VERSION_1)) {
                    return VENDOR;
                }
                otherVersion |= ANY_VERSION.matcher(type).matches();
            }
        }
        if (otherVersion) {
            throw new Refusal(new KosyncError.OtherVersion());
        }
        if (settings.strictAccept()) {
            throw new Refusal(accept.isEmpty() ? new KosyncError.AcceptMissing() : new KosyncError.AcceptOdd());
        }
        return plain(settings);
    }

    /// What scripts get, and everybody where an endpoint has one shape only.
    public static Face plain(AnswerSettings settings) {
        return settings.profile() == AnswerSettings.Profile.KO_SYNC_FASTAPI ? FASTAPI : PLAIN;
    }

    public ObjectNode registered(String username) {
        var body = Json.object().put("username", username);
        return this == VENDOR ? body : body.put("status", "success");
    }

    public ObjectNode authorized(String username) {
        var body = Json.object().put("authorized", "OK");
        return this == VENDOR ? body : body.put("status", "authenticated").put("username", username);
    }

    /// `what` is the one key the official server answers with.
    public ObjectNode changed(String what) {
        var body = Json.object().put(what, true);
        return this == VENDOR ? body : body.put("status", "success");
    }

    /// `document` as it was spelt in the push.
    public ObjectNode stored(String document, PushResult.Stored stored) {
        var body = Json.object().put("document", document).put("timestamp", stored.timestamp());
        if (this != VENDOR) {
            body.put("status", "success");
            stored.book().ifPresent(canonical -> body.put("canonical_hash", canonical.value()));
        }
        return body;
    }

    /// Empty when there is nothing that the asking reader could use. `asked` as it was spelt in the pull: one client
    /// refuses an answer about any other document.
    public Optional<ObjectNode> progress(String asked, Optional<Reading> found) {
        return this == VENDOR
                ? found.map(Reading::readable).map(progress -> vendorProgress(asked, progress))
                : found.map(reading -> plainProgress(asked, reading));
    }

    private static ObjectNode vendorProgress(String asked, Progress progress) {
        var body = Json.object().put("document", asked);
        body.set("percentage", Json.numberNode(progress.percentage()));
        body.put("progress", progress.place().text())
                .put("device", progress.device().name());
        progress.device().id().ifPresent(id -> body.put("device_id", id));
        return body.put("timestamp", progress.timestamp());
    }

    private static ObjectNode plainProgress(String asked, Reading reading) {
        var progress = reading.current();
        var document = reading.book().map(DocumentId::value).orElse(asked);
        var body = Json.object()
                .put("document", document)
                .put("progress", progress.place().text());
        body.set("percentage", Json.numberNode(progress.percentage()));
        body.put("device", progress.device().name())
                .put("device_id", progress.device().id().orElse(null))
                .put("timestamp", progress.timestamp())
                .put("filename", reading.filename().orElse(null));
        return reading.book().isPresent() ? body.put("requested_document", asked) : body;
    }
}
