package lectern.kosync.sql;

import java.time.Duration;

import lectern.kosync.book.BookSettings;
import lectern.kosync.book.BookSettings.Autolink;

/// The defaults, but for one thing.
final class TestSettings {
    private static final BookSettings DEFAULTS = BookSettings.defaults();

    private TestSettings() {}

    static BookSettings autolink(Autolink autolink) {
        return new BookSettings(autolink, DEFAULTS.documents(), DEFAULTS.history());
    }

    static BookSettings documents(int most) {
        return new BookSettings(DEFAULTS.autolink(), most, DEFAULTS.history());
    }

    static BookSettings history(int perDocument, Duration age) {
        return new BookSettings(DEFAULTS.autolink(), DEFAULTS.documents(), new BookSettings.History(perDocument, age));
    }
}
