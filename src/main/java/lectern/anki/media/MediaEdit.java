package lectern.anki.media;

/// What a client did to one file.
public sealed interface MediaEdit {
    record Put(MediaFile file) implements MediaEdit {}

    record Delete(MediaName name) implements MediaEdit {}
}
