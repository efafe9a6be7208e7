package lectern.anki.collection;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

import lectern.db.Tx;

/// What happens to buried cards at the first sync of a day: they come back. Clients do the same on their side, so
/// that no card counts as changed; a device that downloads the collection on that day finds it done.
final class Unbury {
    private static final long USUAL_ROLLOVER = 4;
    private static final long DAYS_A_CLOCK_MAY_BE_WRONG = 7;
    private static final int WIDEST_OFFSET = 18 * 60; // of any time zone

    private static final String CREATED = "select crt from col";
    private static final String CONFIG = "select val from config where key = ?";
    private static final String REMEMBER = """
            insert into config (key, usn, mtime_secs, val) values ('lastUnburied', ?, ?, ?)
            on conflict (key) do update set usn = excluded.usn, mtime_secs = excluded.mtime_secs, val = excluded.val
            """;

    /// A learning card is due at a second, or on a day; seconds are large numbers.
    private static final String RESTORE = """
            update cards set queue = case
                when type in (0, 2) then type
                when type in (1, 3) and due > 1000000000 then 1
                when type in (1, 3) then 3
                else queue end
            where queue in (-2, -3)
            """;

    private Unbury() {}

    static void ifTheDayChanged(Tx tx, Instant now, long usn) {
        var today = today(tx, now);
        if (today.isEmpty()) {
            return;
        }
        long day = today.getAsLong();
        long last = config(tx, "lastUnburied").orElse(0);
        if (last < day || last > day + DAYS_A_CLOCK_MAY_BE_WRONG) {
            tx.update(RESTORE);
            tx.update(REMEMBER, usn, now.getEpochSecond(), Long.toString(day).getBytes(StandardCharsets.US_ASCII));
        }
    }

    /// The number of the owner's day, by the time zone that a client wrote down; unknown to collections that no
    /// client since 2.1.28 used.
    private static OptionalLong today(Tx tx, Instant now) {
        var whereMade = config(tx, "creationOffset");
        var whereUsed = config(tx, "localOffset");
        if (!isOffset(whereMade) || !isOffset(whereUsed)) {
            return OptionalLong.empty();
        }
        long rollover = config(tx, "rollover").orElse(USUAL_ROLLOVER);
        var created =
                Instant.ofEpochSecond(tx.one(CREATED, row -> row.whole("crt")).orElseThrow());
        var first = at(created, whereMade.getAsLong());
        var local = at(now, whereUsed.getAsLong());
        long days = ChronoUnit.DAYS.between(first.toLocalDate(), local.toLocalDate());
        return OptionalLong.of(Math.max(0, local.getHour() < rollover ? days - 1 : days));
    }

    private static boolean isOffset(OptionalLong minutes) {
        return minutes.isPresent() && Math.abs(minutes.getAsLong()) <= WIDEST_OFFSET;
    }

    private static OffsetDateTime at(Instant instant, long minutesWest) {
        return instant.atOffset(ZoneOffset.ofTotalSeconds((int) minutesWest * -60));
    }

    /// Empty for what is not there and for what is no whole number.
    private static OptionalLong config(Tx tx, String key) {
        var text = tx.one(CONFIG, row -> row.text("val"), key).orElse("");
        return text.matches("-?\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
