package lectern.kosync;

/// What the contracts of this package's stores need to run on one database.
interface ReadingContract {
    TestReading reading(KosyncSettings settings);

    default TestReading reading() {
        return reading(KosyncSettings.defaults());
    }
}
