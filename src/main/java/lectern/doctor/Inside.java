package lectern.doctor;

import java.util.function.Consumer;

import lectern.account.Accounts;
import lectern.account.ActivityLog;
import lectern.account.DeviceKeys;
import lectern.anki.collection.Collections;
import lectern.anki.media.MediaIndex;
import lectern.blob.BlobStore;
import lectern.syncnode.entry.EntryStore;

/// The stores behind a database that was found sound, as far as they are looked at.
public record Inside(
        Accounts accounts,
        DeviceKeys keys,
        ActivityLog activityLog,
        BlobStore blobs,
        EntryStore entries,
        MediaIndex media,
        Collections collections) {

    /// Lends the stores for one look. A command opens and closes them around it; the server has them open.
    @FunctionalInterface
    public interface Door {
        void open(Consumer<Inside> look);
    }
}
