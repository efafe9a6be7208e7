package lectern.anki.media;

/// A line of the index: a file, or what is remembered of one that was deleted.
public record MediaRecord(MediaName name, long usn, State state) {

    public sealed interface State {
        record Present(Fingerprint fingerprint, MediaBytes bytes) implements State {}

        /// What the file was is still known.
        record Deleted(Sha1 sha1) implements State {}
    }
}
