package lectern.anki;

import java.util.Optional;

import lectern.anki.wire.Body;
import lectern.anki.wire.Payload;
import lectern.json.Json;

/// What is asked below `msync/`.
public enum MediaMethod implements Method {
    BEGIN("begin", Body.BEGIN),
    MEDIA_CHANGES("mediaChanges", Body.OBJECT),
    DOWNLOAD_FILES("downloadFiles", Body.OBJECT),
    UPLOAD_CHANGES("uploadChanges", Body.FILE),
    MEDIA_SANITY("mediaSanity", Body.OBJECT);

    private final String wireName;
    private final Body body;

    MediaMethod(String wireName, Body body) {
        this.wireName = wireName;
        this.body = body;
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
        return "sync media";
    }

    /// Clients ask for it when they have sent or fetched something, and then last.
    @Override
    public boolean completes() {
        return this == MEDIA_SANITY;
    }

    /// Clients show `err`; those before 2.1.28 insist on `data` beside it.
    @Override
    public Optional<Payload> sentence(String text) {
        return Optional.of(Payload.json(Json.object().putNull("data").put("err", text)));
    }
}
