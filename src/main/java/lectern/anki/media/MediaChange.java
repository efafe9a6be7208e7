package lectern.anki.media;

import java.util.Optional;

/// How a file was left by its last change.
///
/// @param sha1 empty when it was deleted
public record MediaChange(MediaName name, long usn, Optional<Sha1> sha1) {}
