package lectern.kosync;

import java.time.ZoneId;
import java.util.List;

import lectern.kosync.book.BookSettings;
import lectern.kosync.wire.AnswerSettings;

/// What an operator may change about KOReader sync.
///
/// @param prefixes paths below which everything is served once more, for readers whose setting still names another
///     server's
/// @param cards whether a public card is shown for accounts that did not say so themselves
/// @param cardZone the zone in which "Last read" is a date
/// @param pushesPerMinute for one account; a reader that was offline sends up to 200 at once
public record KosyncSettings(
        List<String> prefixes,
        boolean cards,
        ZoneId cardZone,
        AnswerSettings answers,
        BookSettings books,
        int pushesPerMinute) {
    public static final int LEAST_PUSHES_PER_MINUTE = 300;

    public KosyncSettings {
        prefixes = List.copyOf(prefixes);
        if (pushesPerMinute < LEAST_PUSHES_PER_MINUTE) {
            throw new IllegalArgumentException("fewer pushes than a reader sends after a month offline");
        }
    }

    /// What a server does that was told nothing.
    public static KosyncSettings defaults() {
        return new KosyncSettings(
                List.of("/reader", "/kosync", "/koreader", "/api/koreader"),
                false,
                ZoneId.of("UTC"),
                AnswerSettings.defaults(),
                BookSettings.defaults(),
                600);
    }
}
