package lectern.anki.statistics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

import lectern.account.Account;
import lectern.account.TestAccounts;
import lectern.anki.collection.CollectionSettings;
import lectern.anki.collection.Collections;
import lectern.anki.collection.SqlLeases;
import lectern.anki.media.Fingerprint;
import lectern.anki.media.MediaBytes;
import lectern.anki.media.MediaEdit;
import lectern.anki.media.MediaFile;
import lectern.anki.media.MediaIndex;
import lectern.anki.media.MediaName;
import lectern.anki.media.Sha1;
import lectern.anki.media.SqlMediaIndex;
import lectern.db.Database;

/// An account with a collection and media, as the server keeps them.
public final class StudiedAccount implements AutoCloseable {
    private final Path folder;
    private final Collections collections;
    private final MediaIndex media;
    private final Account account;

    public StudiedAccount(Database database, Path folder) {
        var clock = InstantSource.system();
        var settings = CollectionSettings.defaults();
        this.folder = folder;
        this.account = new TestAccounts(database).make("ana");
        this.media = new SqlMediaIndex(database, clock);
        this.collections =
                Collections.open(folder, settings, new SqlLeases(database, settings.idle(), clock), _ -> {}, clock);
    }

    public Account account() {
        return account;
    }

    public Collections collections() {
        return collections;
    }

    /// Gives the account that collection, whose file is closed.
    public void has(Path collection) {
        try {
            var own = Files.createDirectories(folder.resolve(account.id().value()));
            Files.deleteIfExists(own.resolve("collection.anki2"));
            Files.copy(collection, own.resolve("collection.anki2"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void hasMedia(List<String> names) {
        for (var name : names) {
            var bytes = name.getBytes(StandardCharsets.UTF_8);
            var fingerprint = new Fingerprint(new Sha1("%040x".formatted(name.hashCode())), 0, bytes.length);
            media.apply(
                    account,
                    List.of(new MediaEdit.Put(
                            new MediaFile(new MediaName(name), fingerprint, new MediaBytes.InRow(bytes)))));
        }
    }

    public void losesMedia(String name) {
        media.apply(account, List.of(new MediaEdit.Delete(new MediaName(name))));
    }

    public MediaReport checkMedia() {
        try {
            return new MediaCheck(collections, media).of(account);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        collections.close();
    }
}
