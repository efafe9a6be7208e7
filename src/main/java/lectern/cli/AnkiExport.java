package lectern.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import lectern.anki.media.MediaExport;
import lectern.files.PrivateFolder;

@Command(
        description = {
            "Writes a collection and its media as Anki's own sync server keeps them, also while the server runs.",
            "Anki opens the `collection.anki2` in it; that server takes the folder as it is."
        })
final class AnkiExport implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    @Parameters(index = "1", paramLabel = "FOLDER", description = "A folder that is empty or not there yet.")
    private Path folder;

    private final Lectern lectern;

    AnkiExport(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() throws IOException {
        try (var stores = lectern.open();
                var collections = lectern.collections(stores)) {
            var account = lectern.account(stores, name);
            var target = empty(lectern.console().folder().resolve(folder));
            if (!collections.exportTo(account.id(), target)) {
                throw NoCollection.of(account);
            }
            long files = new MediaExport(stores.media(), stores.blobs()).to(account, target);
            lectern.done(
                    "The collection of %s and %d media files are in %s.".formatted(account.name(), files, target),
                    new Facts()
                            .fact("name", "Name", account.name())
                            .fact("folder", "Folder", target)
                            .fact("media", "Media files", files));
            return Exit.DONE;
        }
    }

    private static Path empty(Path folder) throws IOException {
        PrivateFolder.make(folder);
        try (var files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new Failure("%s is not empty; name another folder.".formatted(folder));
            }
        }
        return folder;
    }
}
