package lectern.anki.collection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

import lectern.account.AccountData;
import lectern.account.AccountId;

/// The folder of an account, to be removed with it.
public final class CollectionData implements AccountData {
    private final Path folder;

    public CollectionData(Path folder) {
        this.folder = folder;
    }

    @Override
    public int deleteSome(AccountId account, int limit) {
        var path = CollectionFolder.of(folder, account).path();
        if (!Files.isDirectory(path)) {
            return 0;
        }
        try (var files = Files.walk(path)) {
            var some = files.sorted(Comparator.reverseOrder()).limit(limit).toList(); // what lies in a folder first
            for (var file : some) {
                Files.deleteIfExists(file);
            }
            return some.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
