package lectern.syncnode.entry;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.db.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

class SqliteEntryStoreTest
        implements EntryStoreContract,
                SharingContract,
                FeedContract,
                HistoryContract,
                QuotaContract,
                DepartureContract {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.sqlite(); // every test has accounts of its own

    @TempDir
    private Path data;

    @Override
    public TestEntries entries(EntrySettings settings) {
        return new TestEntries(DATABASE.open(), data, settings);
    }

    /// SQLite has no statistics here, and took to reading all rows of an account.
    @Test
    void aNameIsLookedUpByItsIndex() {
        for (var sql : List.of(Seats.READ.own(), Seats.LOOK.own(), Seats.LOOK.any())) {
            List<String> plan = DATABASE.open()
                    .read(tx -> tx.list("explain query plan " + sql, row -> row.text("detail"), "hash", "account", 1));
            assertThat(plan).anyMatch(step -> step.contains("store_member_by_name (account_id=? AND name_hash=?)"));
        }
    }
}
