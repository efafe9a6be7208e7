package lectern.kosync;

import java.time.Duration;

import lectern.kosync.KosyncSettings.Autolink;

/// The defaults, but for what stores look at.
final class TestSettings {
    private TestSettings() {}

    static KosyncSettings autolink(Autolink autolink) {
        return of(autolink, 100_000, 50, Duration.ofDays(365));
    }

    static KosyncSettings documents(int most) {
        return of(Autolink.EXACT, most, 50, Duration.ofDays(365));
    }

    static KosyncSettings history(int perDocument, Duration age) {
        return of(Autolink.EXACT, 100_000, perDocument, age);
    }

    private static KosyncSettings of(Autolink autolink, int documents, int history, Duration age) {
        var defaults = KosyncSettings.defaults();
        return new KosyncSettings(
                defaults.prefixes(),
                defaults.cards(),
                defaults.cardZone(),
                defaults.strictAccept(),
                defaults.strictDocuments(),
                defaults.esp32NotFound(),
                defaults.friendlyErrors(),
                defaults.profile(),
                autolink,
                documents,
                new KosyncSettings.History(history, age),
                defaults.pushesPerMinute());
    }
}
