package lectern.kosync.sql;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

import lectern.db.Row;
import lectern.kosync.book.Device;
import lectern.kosync.book.Place;
import lectern.kosync.book.Progress;

/// How the columns of this protocol hold what is no text and no number. A moment is in microseconds: as fine as
/// both databases and the clocks of today are.
final class Column {
    private Column() {}

    static long of(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    static Optional<Long> of(Optional<Instant> moment) {
        return moment.map(Column::of);
    }

    static Instant moment(Row row, String column) {
        return moment(row.whole(column));
    }

    static Optional<Instant> optionalMoment(Row row, String column) {
        var micros = row.optionalWhole(column);
        return micros.isEmpty() ? Optional.empty() : Optional.of(moment(micros.getAsLong()));
    }

    static Instant moment(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E value(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }

    static Progress progress(Row row) {
        return new Progress(
                new Place(row.text("place")),
                row.real("percentage"),
                new Device(row.text("device"), row.optionalText("device_id")),
                moment(row, "at"));
    }
}
