package lectern.syncnode.upload;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

import lectern.syncnode.entry.ReservationId;

/// Names one upload, and nobody guesses it.
public record UploadId(String value) {
    private static final int BYTES = 16;
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z_-]{22}");

    public UploadId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("an upload id has 22 characters of base64url");
        }
    }

    static Optional<UploadId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new UploadId(text)) : Optional.empty();
    }

    static UploadId random(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new UploadId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// The space set aside for it.
    ReservationId reservation() {
        return new ReservationId(value);
    }
}
