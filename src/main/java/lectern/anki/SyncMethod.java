package lectern.anki;

import java.util.Optional;

import lectern.anki.wire.Body;
import lectern.anki.wire.Payload;

/// What is asked below `sync/`.
public enum SyncMethod implements Method {
    HOST_KEY("hostKey", Body.LOGIN, "sign in"),
    META("meta", Body.OBJECT, "look for changes"),
    START("start", Body.OBJECT, "sync the collection"),
    APPLY_GRAVES("applyGraves", Body.OBJECT, "sync the collection"),
    APPLY_CHANGES("applyChanges", Body.OBJECT, "sync the collection"),
    CHUNK("chunk", Body.OBJECT, "sync the collection"),
    APPLY_CHUNK("applyChunk", Body.ROWS, "sync the collection"),
    SANITY_CHECK("sanityCheck2", Body.OBJECT, "sync the collection"),
    FINISH("finish", Body.OBJECT, "sync the collection"),
    ABORT("abort", Body.OBJECT, "sync the collection"),
    UPLOAD("upload", Body.FILE, "upload the collection"),
    DOWNLOAD("download", Body.OBJECT, "download the collection");

    private final String wireName;
    private final Body body;
    private final String inWords;

    SyncMethod(String wireName, Body body, String inWords) {
        this.wireName = wireName;
        this.body = body;
        this.inWords = inWords;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public Body body() {
        return body;
    }

    @Override
    public String inWords() {
        return inWords;
    }

    @Override
    public boolean completes() {
        return switch (this) {
            case HOST_KEY, FINISH, UPLOAD, DOWNLOAD -> true;
            case META, START, APPLY_GRAVES, APPLY_CHANGES, CHUNK, APPLY_CHUNK, SANITY_CHECK, ABORT -> false;
        };
    }

    /// Whether it belongs to one sync, which a key of the client names.
    boolean needsSession() {
        return switch (this) {
            case START, APPLY_GRAVES, APPLY_CHANGES, CHUNK, APPLY_CHUNK, SANITY_CHECK, FINISH -> true;
            case HOST_KEY, META, ABORT, UPLOAD, DOWNLOAD -> false;
        };
    }

    /// Clients show whatever an upload is answered with but `OK`.
    @Override
    public Optional<Payload> sentence(String text) {
        return this == UPLOAD ? Optional.of(Payload.text(text)) : Optional.empty();
    }
}
