package lectern.anki.media;

import java.io.IOException;
import java.nio.file.Path;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

import lectern.account.Caller;
import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Payload;
import lectern.anki.wire.Refusal;
import lectern.anki.wire.SyncRequest;
import lectern.blob.BlobStore;
import lectern.json.Json;

/// Media sync: a client asks what changed, fetches it, sends what it has changed itself, and compares the number of
/// files in the end. There is no session and no lock; every request stands on its own.
public final class Media {
    /// As many as the official server lists at once; the client asks on from the last.
    private static final int CHANGES = 1000;

    private final MediaIndex index;
    private final DownloadFiles downloadFiles;
    private final UploadChanges uploadChanges;

    /// @param spool the folder for what has to lie on disk while it is looked at
    public Media(MediaIndex index, BlobStore blobs, Path spool) {
        this.index = index;
        this.downloadFiles = new DownloadFiles(index, blobs);
        this.uploadChanges = new UploadChanges(index, blobs, spool);
    }

    /// `sk` was a key of its own once; old clients send it back as theirs, so it is the key they have.
    public Payload begin(Caller caller, SyncRequest request) throws IOException {
        if (request.json().path("v").asString("").isEmpty()) {
            throw malformed("a client without a version");
        }
        return answer(Json.object().put("usn", index.usn(caller.account())).put("sk", request.hostKey()));
    }

    public Payload mediaChanges(Caller caller, SyncRequest request) throws IOException {
        long lastUsn = number(request.json(), "lastUsn");
        var changes = index.changes(caller.account(), lastUsn, CHANGES);
        request.count("changes", changes.size());
        var rows = Json.array();
        for (var change : changes) {
            rows.addArray()
                    .add(change.name().value())
                    .add(change.usn())
                    .add(change.sha1().map(Sha1::hex).orElse(""));
        }
        return answer(rows);
    }

    public Payload downloadFiles(Caller caller, SyncRequest request) throws IOException {
        return downloadFiles.answer(caller.account(), request);
    }

    public Payload uploadChanges(Caller caller, SyncRequest request) throws IOException {
        var done = uploadChanges.perform(caller.account(), request);
        return answer(Json.array().add(done.processed()).add(done.usn()));
    }

    /// A client that has another number lists and hashes everything anew.
    public Payload mediaSanity(Caller caller, SyncRequest request) throws IOException {
        long local = number(request.json(), "local");
        boolean same = local == index.files(caller.account());
        if (!same) {
            request.detail("the number of media files differs, the device compares all of them");
        }
        return answer(StringNode.valueOf(same ? "OK" : "mediaSanity"));
    }

    /// Clients show `err` to their user when it is not empty, and old ones insist on its being there.
    private static Payload answer(JsonNode data) {
        var reply = Json.object();
        reply.set("data", data);
        return Payload.json(reply.put("err", ""));
    }

    private static long number(JsonNode object, String member) {
        var number = object.path(member);
        if (!number.isIntegralNumber() || !number.canConvertToLong()) {
            throw malformed(member + " is not a number");
        }
        return number.longValue();
    }

    static Refusal malformed(String reason) {
        return new Refusal(new AnkiError.Malformed(reason));
    }

    static Refusal tooMuch(String reason) {
        return new Refusal(new AnkiError.TooMuchMedia(reason));
    }
}
