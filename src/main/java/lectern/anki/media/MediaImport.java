package lectern.anki.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import lectern.account.Account;
import lectern.anki.media.MediaRecord.State;
import lectern.anki.media.OfficialMedia.Line;
import lectern.blob.Blob;
import lectern.blob.BlobStore;

/// Brings the media of a user of the official server into an account. Files keep their numbers, so that every
/// device goes on where it was. What was cut off is continued by the next try.
public final class MediaImport {
    private static final int PAGE = 100; // bounds the bytes in memory

    private final MediaIndex index;
    private final BlobStore blobs;
    private final Path work;

    /// @param work a folder for what is needed on the way
    public MediaImport(MediaIndex index, BlobStore blobs, Path work) {
        this.index = index;
        this.blobs = blobs;
        this.work = work;
    }

    /// What came of it.
    ///
    /// @param files how many are in the account now
    /// @param missing files that the index of the official server lists and its folder does not have; a device that
    ///   has one sends it again
    /// @param changed files that are not what the index says; they came as they are, under new numbers
    /// @param refused names that no client gives
    public record Outcome(long files, List<String> missing, List<String> changed, List<String> refused) {
        public Outcome {
            missing = List.copyOf(missing);
            changed = List.copyOf(changed);
            refused = List.copyOf(refused);
        }
    }

    /// Reads the folder of a user, in which `media.db` and `media` are.
    ///
    /// @throws MediaNotImported when the account has other media already, or the folder is of another program
    public Outcome into(Account account, Path folder) throws IOException {
        var official = OfficialMedia.open(folder, work);
        if (official.isEmpty()) {
            return new Outcome(index.files(account), List.of(), List.of(), List.of());
        }
        try (var media = official.get()) {
            refuseOtherMedia(account, media);
            return new Run(account, media).all();
        }
    }

    private void refuseOtherMedia(Account account, OfficialMedia media) {
        long after = 0;
        for (var page = changes(account, after); !page.isEmpty(); page = changes(account, after)) {
            var last = page.getLast().usn();
            var names = media.names(after, last);
            if (!page.stream().allMatch(change -> change.name().value().equals(names.get(change.usn())))) {
                throw new MediaNotImported("the account has other media already");
            }
            after = last;
        }
    }

    private List<MediaChange> changes(Account account, long after) {
        return index.changes(account, after, 1000);
    }

    private final class Run {
        private final Account account;
        private final OfficialMedia media;
        private final List<String> missing = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();
        private final List<Found> changed = new ArrayList<>();

        Run(Account account, OfficialMedia media) {
            this.account = account;
            this.media = media;
        }

        Outcome all() throws IOException {
            long had = index.usn(account);
            long last = Math.max(had, media.lastUsn());
            long after = 0;
            for (var page = media.lines(after, PAGE); !page.isEmpty(); page = media.lines(after, PAGE)) {
                after = page.getLast().usn();
                var more = found(page).stream().filter(file -> file.usn() > had).toList();
                restore(more, Math.max(had, after));
            }
            for (int from = 0; from < changed.size(); from += PAGE) {
                var page = new ArrayList<Found>();
                for (var file : changed.subList(from, Math.min(from + PAGE, changed.size()))) {
                    page.add(new Found(file.name(), ++last, file.sha1(), file.fingerprint()));
                }
                restore(page, last);
            }
            restore(List.of(), last);
            return new Outcome(
                    index.files(account),
                    missing,
                    changed.stream().map(file -> file.name().value()).toList(),
                    refused);
        }

        private List<Found> found(List<Line> page) throws IOException {
            var found = new ArrayList<Found>();
            for (var line : page) {
                if (MediaName.reasonAgainst(line.name()).isPresent()) {
                    refused.add(line.name());
                    continue;
                }
                var name = new MediaName(line.name());
                var fingerprint = line.deleted() ? Optional.<Fingerprint>empty() : media.fingerprint(name);
                var file = new Found(name, line.usn(), line.sha1(), fingerprint);
                if (line.deleted() || file.isAsListed()) {
                    found.add(file);
                } else if (fingerprint.isPresent()) {
                    changed.add(file);
                } else {
                    missing.add(line.name());
                }
            }
            return found;
        }

        private void restore(List<Found> page, long usn) throws IOException {
            var large = page.stream()
                    .filter(Found::isLarge)
                    .<BlobStore.Content>map(file -> () -> media.read(file.name()))
                    .toList();
            var stored = blobs.put(account, large).iterator();
            var records = new ArrayList<MediaRecord>();
            for (var file : page) {
                records.add(new MediaRecord(file.name(), file.usn(), state(file, stored)));
            }
            index.restore(account, records, usn);
        }

        private State state(Found file, Iterator<Blob> large) throws IOException {
            if (file.fingerprint().isEmpty()) {
                return new State.Deleted(file.sha1());
            }
            var bytes = file.isLarge()
                    ? new MediaBytes.InBlob(large.next().id())
                    : new MediaBytes.InRow(media.bytes(file.name()));
            return new State.Present(file.fingerprint().get(), bytes);
        }
    }

    /// A line of the other index, and the file as it is; without one it was deleted.
    private record Found(MediaName name, long usn, Sha1 sha1, Optional<Fingerprint> fingerprint) {
        boolean isAsListed() {
            return fingerprint.map(Fingerprint::sha1).equals(Optional.of(sha1));
        }

        boolean isLarge() {
            return fingerprint.map(file -> file.size() > MediaBytes.MOST_IN_ROW).orElse(false);
        }
    }
}
