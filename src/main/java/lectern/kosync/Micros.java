package lectern.kosync;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Moments as the columns `at` hold them: in microseconds, as fine as both databases and the clocks of today are.
final class Micros {
    private Micros() {}

    static long of(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
