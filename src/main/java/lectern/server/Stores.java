package lectern.server;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

import lectern.account.AccountData;
import lectern.account.Accounts;
import lectern.account.ActivityLog;
import lectern.account.DeviceKeys;
import lectern.account.Expiring;
import lectern.account.Invites;
import lectern.account.Privacy;
import lectern.account.ServerIdentities;
import lectern.account.ServerSecret;
import lectern.account.Sessions;
import lectern.account.SqlAccounts;
import lectern.account.SqlActivityLog;
import lectern.account.SqlDeviceKeys;
import lectern.account.SqlInvites;
import lectern.account.SqlServerIdentities;
import lectern.account.SqlSessions;
import lectern.account.preference.PreferenceStore;
import lectern.account.preference.SqlPreferenceStore;
import lectern.anki.collection.CollectionData;
import lectern.anki.collection.Leases;
import lectern.anki.collection.SqlLeases;
import lectern.anki.media.MediaIndex;
import lectern.anki.media.SqlMediaIndex;
import lectern.blob.BlobStore;
import lectern.blob.FileBlobStore;
import lectern.config.Config;
import lectern.db.Database;
import lectern.files.PrivateFolder;
import lectern.kosync.KosyncStores;
import lectern.kosync.book.BookSettings;
import lectern.kosync.sql.SqlBooks;
import lectern.kosync.sql.SqlDiary;
import lectern.kosync.sql.SqlHistory;
import lectern.kosync.sql.SqlLinks;
import lectern.kosync.sql.SqlOldReading;
import lectern.kosync.sql.SqlPreferences;
import lectern.kosync.sql.SqlProgressStore;
import lectern.kosync.sql.SqlReadingData;
import lectern.syncnode.entry.EntryStore;
import lectern.syncnode.entry.SqlEntryStore;
import lectern.syncnode.feed.Cursors;
import lectern.syncnode.feed.FeedStores;
import lectern.syncnode.feed.SqlHeads;
import lectern.syncnode.reset.PasswordResets;
import lectern.syncnode.reset.SqlPasswordResets;
import lectern.syncnode.upload.Expiry;
import lectern.syncnode.upload.SqlUploadStore;
import lectern.syncnode.upload.UploadStore;

/// Everything that is kept, as contracts. The only place that chooses what keeps it.
///
/// @param owned what belongs to an account and goes with it
/// @param expiring what has its time
public record Stores(
        Database database,
        ServerIdentities identities,
        Accounts accounts,
        DeviceKeys keys,
        Sessions sessions,
        Invites invites,
        ActivityLog activityLog,
        PreferenceStore preferences,
        KosyncStores kosync,
        BlobStore blobs,
        MediaIndex media,
        Leases leases,
        EntryStore entries,
        UploadStore uploads,
        FeedStores feed,
        PasswordResets resets,
        List<AccountData> owned,
        List<Expiring> expiring)
        implements AutoCloseable {

    public Stores {
        owned = List.copyOf(owned);
        expiring = List.copyOf(expiring);
    }

    /// Makes the data folder, the database and the secret when nothing is there yet.
    public static Stores open(Config config, SecureRandom random, InstantSource clock) {
        PrivateFolder.make(config.data());
        PrivateFolder.make(config.anki().folder());
        var database = Database.open(config.database());
        try {
            var identities = new SqlServerIdentities(database, clock);
            var privacy = ServerSecret.unlock(identities, config.accounts(), random);
            return over(database, identities, privacy, config, random, clock);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static Stores over(
            Database database,
            ServerIdentities identities,
            Privacy privacy,
            Config config,
            SecureRandom random,
            InstantSource clock) {
        var accounts = new SqlAccounts(database, privacy, random, clock);
        var keys = new SqlDeviceKeys(database, random, clock);
        var sessions = new SqlSessions(database, privacy, random, clock);
        var invites = new SqlInvites(database, random, clock);
        var activityLog = new SqlActivityLog(database);
        var preferences = new SqlPreferenceStore(database);
        var blobs = FileBlobStore.open(config.data(), database, random, clock);
        var media = new SqlMediaIndex(database, clock);
        var leases = new SqlLeases(database, config.anki().collections().idle(), clock);
        var entries =
                new SqlEntryStore(database, accounts, privacy, config.syncnode().entries(), random, clock);
        var resets = new SqlPasswordResets(database, random, clock);
        var uploads = new SqlUploadStore(database, privacy, clock);
        var collections = new CollectionData(config.anki().folder());
        return new Stores(
                database,
                identities,
                new SqlAccounts(database, privacy, random, clock),
                keys,
                sessions,
                invites,
                activityLog,
                preferences,
                kosync(database, config.kosync().books(), clock),
                blobs,
                media,
                leases,
                entries,
                uploads,
                new FeedStores(
                        new Cursors(privacy, new SqlServerIdentities(database, clock)),
                        new SqlHeads(database),
                        database.commits()),
                resets,
                List.of(
                        keys,
                        sessions,
                        resets,
                        activityLog,
                        preferences,
                        new SqlReadingData(database),
                        media,
                        entries,
                        uploads,
                        blobs,
                        leases,
                        collections),
                List.of(
                        activityLog,
                        sessions,
                        invites,
                        resets,
                        new SqlOldReading(database, config.kosync().books()),
                        new Expiry(uploads, entries),
                        entries,
                        blobs));
    }

    private static KosyncStores kosync(Database database, BookSettings settings, InstantSource clock) {
        return new KosyncStores(
                new SqlProgressStore(database, settings, clock),
                new SqlBooks(database, settings),
                new SqlHistory(database, settings, clock),
                new SqlLinks(database, settings, clock),
                new SqlPreferences(database),
                new SqlDiary(database));
    }

    @Override
    public void close() {
        database.close();
    }
}
