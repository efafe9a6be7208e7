package lectern.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import lectern.account.Account;
import lectern.anki.media.MediaImport;
import lectern.anki.media.MediaNotImported;
import lectern.anki.schema.Unreadable;

@Command(
        description = {
            "Takes a collection and its media from a folder of Anki's own sync server, which must have been stopped.",
            "Devices go on where they were. What the account had is kept as a snapshot. Nothing in the folder changes."
        })
final class AnkiImport implements Callable<Integer> {
    private static final int MOST_NAMED = 10;

    @Parameters(index = "0", paramLabel = "NAME", description = "Name or mail address.")
    private String name;

    @Parameters(
            index = "1",
            paramLabel = "FOLDER",
            description = "The one of that user, with `collection.anki2` in it: ~/.syncserver/NAME.")
    private Path folder;

    private final Lectern lectern;

    AnkiImport(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() throws IOException {
        try (var stores = lectern.open();
                var collections = lectern.collections(stores)) {
            var account = lectern.account(stores, name);
            var source = lectern.console().folder().resolve(folder);
            if (!Files.isDirectory(source)) {
                throw new Failure("%s is no folder.".formatted(source));
            }
            if (collections.show(account.id()).isPresent()) {
                lectern.confirm("Replace the collection of %s?".formatted(account.name()));
            }
            if (!collections.importFrom(account, source)) {
                throw new Failure("There is no collection.anki2 in %s.".formatted(source));
            }
            var media = new MediaImport(
                            stores.media(), stores.blobs(), lectern.config().data())
                    .into(account, source);
            lectern.noted(stores, account, "collection imported", "");
            tell(account, media);
            return Exit.DONE;
        } catch (Unreadable unreadable) {
            throw new Failure("The collection can't be taken: %s.".formatted(unreadable.reason()));
        } catch (MediaNotImported refused) {
            throw new Failure("The collection is imported, and its media are not: %s.".formatted(refused.getMessage()));
        }
    }

    private void tell(Account account, MediaImport.Outcome media) {
        lectern.done(
                "%s has the collection and %d media files.%s%s%s"
                        .formatted(
                                account.name(),
                                media.files(),
                                named("Listed but not there", media.missing()),
                                named("Not what the index says, taken as they are", media.changed()),
                                named("Not taken, because no client gives such names", media.refused())),
                new Facts()
                        .fact("name", "Name", account.name())
                        .fact("media", "Media files", media.files())
                        .fact("missing", "Missing", media.missing())
                        .fact("changed", "Changed", media.changed())
                        .fact("refused", "Refused", media.refused()));
    }

    private static String named(String what, List<String> files) {
        if (files.isEmpty()) {
            return "";
        }
        var more = files.size() > MOST_NAMED ? " and %d more".formatted(files.size() - MOST_NAMED) : "";
        return "%n%s: %s%s"
                .formatted(what, String.join(", ", files.subList(0, Math.min(files.size(), MOST_NAMED))), more);
    }
}
