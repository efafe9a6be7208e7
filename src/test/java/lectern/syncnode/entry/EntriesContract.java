package lectern.syncnode.entry;

/// What the contracts of this package need to run on one database.
interface EntriesContract {
    TestEntries entries(EntrySettings settings);

    default TestEntries entries() {
        return entries(EntrySettings.defaults());
    }
}
