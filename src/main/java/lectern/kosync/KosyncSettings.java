package lectern.kosync;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/// What an operator may change about KOReader sync. Nothing here changes what KOReader itself is answered, except
/// what is said beside each.
///
/// @param prefixes paths below which everything is served once more, for readers whose setting still names another
///     server's
/// @param cards whether a public card is shown for accounts that did not say so themselves
/// @param cardZone the zone in which "Last read" is a date
/// @param strictAccept refuse requests that do not name the vendor type, as the official server does
/// @param strictDocuments refuse document ids that the official server could store but not find again
/// @param esp32NotFound answer CrossPoint firmware 404 where KOReader gets `{}`, which that firmware shows as a
///     position
/// @param friendlyErrors answer a name that cannot be one with 402, whose text KOReader shows; the official server
///     answers 403
/// @param profile whose statuses the plain face speaks
/// @param autolink when two documents of one account count as the same book by their file name
/// @param documents how many documents an account may keep
/// @param history how much of the past is kept
/// @param pushesPerMinute for one account; a reader that was offline sends up to 200 at once
public record KosyncSettings(
        List<String> prefixes,
        boolean cards,
        ZoneId cardZone,
        boolean strictAccept,
        boolean strictDocuments,
        boolean esp32NotFound,
        boolean friendlyErrors,
        Profile profile,
        Autolink autolink,
        int documents,
        History history,
        int pushesPerMinute) {
    public static final int LEAST_PUSHES_PER_MINUTE = 300;

    public KosyncSettings {
        prefixes = List.copyOf(prefixes);
        if (pushesPerMinute < LEAST_PUSHES_PER_MINUTE) {
            throw new IllegalArgumentException("fewer pushes than a reader sends after a month offline");
        }
    }

    /// Whose statuses scripts without the vendor type meet.
    public enum Profile {
        /// The union of what the replaced servers answer.
        LECTERN,
        /// The statuses of `ko-sync-fastapi`, for scripts that look at them.
        KO_SYNC_FASTAPI
    }

    /// By what two documents of one account become one book.
    public enum Autolink {
        OFF,
        /// Equal file names.
        EXACT,
        /// Equal but for the extension, and for a `.kepub` before it.
        STEM
    }

    /// Bounds of the history, whichever comes first.
    ///
    /// @param perDocument the newest positions of a document that are kept
    /// @param age how long any position is kept
    public record History(int perDocument, Duration age) {}

    /// What a server does that was told nothing.
    public static KosyncSettings defaults() {
        return new KosyncSettings(
                List.of("/reader", "/kosync", "/koreader", "/api/koreader"),
                false,
                ZoneId.of("UTC"),
                false,
                false,
                true,
                false,
                Profile.LECTERN,
                Autolink.EXACT,
                100_000,
                new History(50, Duration.ofDays(365)),
                600);
    }
}
