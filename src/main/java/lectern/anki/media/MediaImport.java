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
/// device goes on where it was; what was cut off is continued by the next try. An account that has other media
/// keeps them, and the files are added under new numbers.
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
    /// @throws MediaNotImported when `media.db` is not as the official server writes it
    public Outcome into(Account account, Path folder) throws IOException {
        var official = OfficialMedia.open(folder, work);
        if (official.isEmpty()) {
            return new Outcome(index.files(account), List.of(), List.of(), List.of());
        }
        try (var media = official.get()) {
            return new Run(account, media).all();
        }
    }

    /// Whether there is anything that did not come from there.
    private boolean hasOthers(Account account, OfficialMedia media) {
        long after = 0;
        for (var page = changes(account, after); !page.isEmpty(); page = changes(account, after)) {
            var last = page.getLast().usn();
            var names = media.names(after, last);
            if (!page.stream().allMatch(change -> change.name().value().equals(names.get(change.usn())))) {
                return true;
            }
            after = last;
        }
        return false;
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
            boolean others = hasOthers(account, media);
            if (others) {
                index.restore(account, List.of(), last); // new numbers are above what any device has seen
            }
            long after = 0;
            for (var page = media.lines(after, PAGE); !page.isEmpty(); page = media.lines(after, PAGE)) {
                after = page.getLast().usn();
                var found = found(page);
                if (others) {
                    add(found);
                } else {
                    var more = found.stream().filter(file -> file.usn() > had).toList();
                    restore(more, Math.max(had, after));
                }
            }
            index.restore(account, List.of(), last);
            for (int from = 0; from < changed.size(); from += PAGE) {
                add(changed.subList(from, Math.min(from + PAGE, changed.size())));
            }
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
            var large = stored(page).iterator();
            var records = new ArrayList<MediaRecord>();
            for (var file : page) {
                var state = file.fingerprint().isEmpty()
                        ? new State.Deleted(file.sha1())
                        : new State.Present(file.fingerprint().get(), bytes(file, large));
                records.add(new MediaRecord(file.name(), file.usn(), state));
            }
            index.restore(account, records, usn);
        }

        private void add(List<Found> page) throws IOException {
            var large = stored(page).iterator();
            var edits = new ArrayList<MediaEdit>();
            for (var file : page) {
                if (file.fingerprint().isPresent()) {
                    var fingerprint = file.fingerprint().get();
                    edits.add(new MediaEdit.Put(new MediaFile(file.name(), fingerprint, bytes(file, large))));
                }
            }
            index.apply(account, edits);
        }

        /// The large ones, in order.
        private List<Blob> stored(List<Found> page) throws IOException {
            var large = page.stream()
                    .filter(Found::isLarge)
                    .<BlobStore.Content>map(file -> () -> media.read(file.name()))
                    .toList();
            return blobs.put(account, large);
        }

        private MediaBytes bytes(Found file, Iterator<Blob> large) throws IOException {
            return file.isLarge()
                    ? new MediaBytes.InBlob(large.next().id())
                    : new MediaBytes.InRow(media.bytes(file.name()));
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
