package lectern.syncnode.entry;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.db.TestDatabase;

/// The same feed while every commit takes its own time, so that a position which was given first could become visible
/// last.
class DelayedCommitsTest implements FeedContract {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.postgres();

    @TempDir
    private Path data;

    @BeforeAll
    static void delayCommits() {
        DATABASE.open().write(tx -> {
            tx.update("""
                    create function delay() returns trigger language plpgsql as
                    'begin perform pg_sleep(random() / 50); return null; end'
                    """);
            return tx.update("""
                    create constraint trigger delayed after insert or update on store_account
                    deferrable initially deferred for each row execute function delay()
                    """);
        });
    }

    @Override
    public TestEntries entries(EntrySettings settings) {
        return new TestEntries(DATABASE.open(), data, settings);
    }
}
