package lectern.anki.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import lectern.anki.collection.Snapshot.Reason;
import lectern.db.DatabaseException;
import lectern.files.DurableFile;
import lectern.files.PrivateFolder;

/// The copies that are kept of collections as they were: each a file of its own that Anki can open. A few, and not
/// for ever; the newest always stays.
final class Snapshots {
    private static final String SUFFIX = ".anki2";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final CollectionSettings.Snapshots settings;
    private final InstantSource clock;

    Snapshots(CollectionSettings.Snapshots settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /// The newest first.
    List<Snapshot> list(CollectionFolder folder) throws IOException {
        if (!Files.isDirectory(folder.snapshots())) {
            return List.of();
        }
        try (var files = Files.list(folder.snapshots())) {
            return files.flatMap(file -> parse(file).stream())
                    .sorted(Comparator.comparing(Snapshot::name).reversed())
                    .toList();
        }
    }

    private static Optional<Snapshot> parse(Path file) {
        var name = file.getFileName().toString();
        int dash = name.indexOf('-');
        if (dash < 0 || !name.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        try {
            var at = Instant.from(TIME.parse(name.substring(0, dash)));
            var reason =
                    name.substring(dash + 1, name.length() - SUFFIX.length()).toUpperCase(Locale.ROOT);
            return Optional.of(new Snapshot(
                    name.substring(0, name.length() - SUFFIX.length()), at, Reason.valueOf(reason), Files.size(file)));
        } catch (IllegalArgumentException | DateTimeParseException | IOException _) {
            return Optional.empty(); // somebody else's file, or one that is just being removed
        }
    }

    Optional<Snapshot> find(CollectionFolder folder, String name) throws IOException {
        return list(folder).stream()
                .filter(snapshot -> snapshot.name().equals(name))
                .findFirst();
    }

    Path file(CollectionFolder folder, Snapshot snapshot) {
        return folder.snapshots().resolve(snapshot.name() + SUFFIX);
    }

    /// Whether the collection changed since it was last copied, and that is long ago.
    boolean due(CollectionFolder folder) throws IOException {
        var newest = list(folder).stream().findFirst();
        return newest.isEmpty() || newest.get().at().plus(settings.every()).isBefore(clock.instant());
    }

    /// Copies the last committed state; a sync may be open. Nobody replaces the file meanwhile.
    Path copy(CollectionFolder folder, Reason reason) throws IOException {
        var copy = folder.fresh();
        try (var file = folder.open()) {
            file.copyTo(copy);
            var named = room(folder, reason);
            DurableFile.replace(named, copy);
            prune(folder);
            return named;
        } finally {
            CollectionFolder.delete(copy);
        }
    }

    /// Keeps the file itself, of which another is about to take the place, and only copies it where it has to.
    void keep(CollectionFolder folder, Reason reason) throws IOException {
        if (folder.hasCollection()) {
            link(folder, reason);
            prune(folder);
        }
    }

    private void link(CollectionFolder folder, Reason reason) throws IOException {
        if (!folder.foldIn() && copied(folder, reason)) {
            return;
        }
        var link = room(folder, reason);
        try {
            Files.createLink(link, folder.collection());
        } catch (UnsupportedOperationException | IOException _) {
            Files.copy(folder.collection(), link); // the file system has no links
        }
    }

    /// False for a file that is too damaged to be copied by SQLite: its bytes are kept as they are.
    private boolean copied(CollectionFolder folder, Reason reason) throws IOException {
        try {
            copy(folder, reason);
            return true;
        } catch (DatabaseException.Damaged | DatabaseException.Unexpected _) {
            return false;
        }
    }

    /// A name that is not taken.
    private Path room(CollectionFolder folder, Reason reason) throws IOException {
        PrivateFolder.make(folder.snapshots());
        var at = clock.instant();
        var file = named(folder, at, reason);
        while (Files.exists(file)) {
            at = at.plusMillis(1);
            file = named(folder, at, reason);
        }
        return file;
    }

    private static Path named(CollectionFolder folder, Instant at, Reason reason) {
        return folder.snapshots().resolve(TIME.format(at) + "-" + reason.name().toLowerCase(Locale.ROOT) + SUFFIX);
    }

    /// Removes what is too old or too much, and what was never replaced: when a process died between keeping a
    /// collection and replacing it, the two are one file.
    void tidy(CollectionFolder folder) throws IOException {
        for (var snapshot : list(folder)) {
            if (folder.hasCollection() && Files.isSameFile(file(folder, snapshot), folder.collection())) {
                Files.delete(file(folder, snapshot));
            }
        }
        prune(folder);
    }

    /// Removes what is too old or too much.
    private void prune(CollectionFolder folder) throws IOException {
        var oldest = clock.instant().minus(settings.age());
        var all = list(folder);
        for (int i = 1; i < all.size(); i++) {
            if (i >= settings.count() || all.get(i).at().isBefore(oldest)) {
                Files.deleteIfExists(file(folder, all.get(i)));
            }
        }
    }
}
