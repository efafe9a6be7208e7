package lectern.anki;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a client got, decompressed.
///
/// @param originalSize what the server said the size was; on zstd answers only
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Said(int status, Optional<Long> originalSize, byte[] body) {
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
