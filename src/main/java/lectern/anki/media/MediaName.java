package lectern.anki.media;

import java.text.Normalizer;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;

/// What a media file is called in notes. Names that differ in case are different names. Clients avoid more
/// characters than are refused here; what they have to work with on other systems is their business.
public record MediaName(String value) {
    static final int LONGEST_BYTES = 255; // what most file systems take, and the official server

    public MediaName {
        reasonAgainst(value).ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
    }

    /// Why a text is no name. The words quote nothing of it.
    static Optional<String> reasonAgainst(String text) {
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            return Optional.of("a media name that names nothing");
        }
        if (text.chars().anyMatch(c -> c == '/' || c == '\\' || c == '\0')) {
            return Optional.of("a media name with a separator");
        }
        if (text.getBytes(UTF_8).length > LONGEST_BYTES) {
            return Optional.of("a media name of more than " + LONGEST_BYTES + " bytes");
        }
        if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            return Optional.of("a media name that is not in NFC");
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
