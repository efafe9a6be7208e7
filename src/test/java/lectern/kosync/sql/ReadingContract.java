package lectern.kosync.sql;

import lectern.kosync.book.BookSettings;

/// What the contracts of this package's stores need to run on one database.
interface ReadingContract {
    TestReading reading(BookSettings settings);

    default TestReading reading() {
        return reading(BookSettings.defaults());
    }
}
