package lectern.syncnode.entry;

import java.util.regex.Pattern;

/// Names the space reserved for one upload.
public record ReservationId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z_-]{16,64}");

    public ReservationId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a reservation has 16 to 64 characters of base64url");
        }
    }
}
