package lectern.anki.media;

/// A file that is there.
public record MediaFile(MediaName name, Fingerprint fingerprint, MediaBytes bytes) {}
