package lectern.anki.collection;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

import lectern.account.Account;
import lectern.anki.schema.Downgrade;
import lectern.anki.schema.Unicase;
import lectern.anki.wire.Payload;
import lectern.anki.wire.SyncRequest;
import lectern.db.SqliteFile;
import lectern.db.Tx;

/// `download`: the whole collection, in the form of file that the client knows.
final class Download {
    private static final String NEXT = "update col set usn = usn + 1, mod = ?";

    private Download() {}

    static Payload of(Desk desk, Account account, SyncRequest request) throws IOException {
        var copy = desk.folder().fresh();
        try {
            desk.inTurn(() -> copy(desk, account, request, copy));
            if (request.version().schema() == 11) {
                desk.place().workers().slow(() -> asSchema11(copy));
            }
            return sent(copy);
        } finally {
            CollectionFolder.delete(copy);
        }
    }

    /// The collection gets its next number, so that what an aborted sync may have stamped is never taken for this.
    private static Path copy(Desk desk, Account account, SyncRequest request, Path copy) throws IOException {
        var lease = desk.take(account, request.client());
        try {
            desk.makeIfMissing(account);
            desk.change(account, lease, tx -> next(tx, desk.place().now()));
            desk.copyTo(copy);
            return copy;
        } finally {
            desk.release(lease);
        }
    }

    private static Instant next(Tx tx, Instant now) {
        var at = CollectionState.read(tx).next(now);
        tx.update(NEXT, at);
        return at;
    }

    private static Path asSchema11(Path copy) {
        try (var file = SqliteFile.openToWrite(copy, Unicase.COLLATION)) {
            Downgrade.run(file);
            return copy;
        }
    }

    /// The copy has no name any more while it is sent, so that it goes away whatever becomes of the client.
    private static Payload sent(Path copy) throws IOException {
        var channel = FileChannel.open(copy, StandardOpenOption.READ);
        Files.delete(copy);
        return Payload.stream(channel.size(), out -> {
            try (channel) {
                Channels.newInputStream(channel).transferTo(out);
            }
        });
    }
}
