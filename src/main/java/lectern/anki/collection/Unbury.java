package lectern.anki.collection;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import lectern.anki.schema.ConfigEntries;
import lectern.anki.schema.StudyDays;
import lectern.db.Tx;

/// What happens to buried cards at the first sync of a day: they come back. Clients do the same on their side, so
/// that no card counts as changed; a device that downloads the collection on that day finds it done.
final class Unbury {
    private static final long DAYS_A_CLOCK_MAY_BE_WRONG = 7;

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
        var days = StudyDays.read(tx);
        if (!days.areCertain()) {
            return; // no client since 2.1.28 used it
        }
        long day = days.at(now).number();
        long last = new ConfigEntries(tx).number("lastUnburied").orElse(0);
        if (last < day || last > day + DAYS_A_CLOCK_MAY_BE_WRONG) {
            tx.update(RESTORE);
            tx.update(REMEMBER, usn, now.getEpochSecond(), Long.toString(day).getBytes(StandardCharsets.US_ASCII));
        }
    }
}
