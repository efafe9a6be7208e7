package lectern.syncnode.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A moment as HTTP writes it, in whole seconds: `Sun, 06 Nov 1994 08:49:37 GMT`.
public final class HttpDate {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private HttpDate() {}

    public static String text(Instant moment) {
        return FORM.format(moment);
    }
}
