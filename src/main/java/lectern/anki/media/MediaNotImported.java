package lectern.anki.media;

/// Media of another server cannot be taken over. The message ends a sentence for the operator.
public final class MediaNotImported extends RuntimeException {
    private static final long serialVersionUID = 1;

    MediaNotImported(String reason) {
        super(reason, null, false, false);
    }
}
