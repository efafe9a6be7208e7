package lectern.calibre;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import lectern.calibre.LibraryIndex.Reading;
import lectern.calibre.MetadataFile.Look;
import lectern.db.DatabaseException;
import lectern.db.SqliteFile;

/// A Calibre library that is looked at again and again by one thread. Whoever asks is answered from the index of the
/// last good reading.
final class CalibreLibrary implements Library {
    private static final Logger log = LoggerFactory.getLogger(CalibreLibrary.class);

    private static final Duration CALM = Duration.ofSeconds(15);
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(5);
    private static final long LONGEST_STOP_MILLIS = 5_000;
    private static final int LARGEST_COVER = 8 << 20;

    private final LibraryFolder folder;
    private final MetadataFile metadata;
    private final Path ours;
    private final IndexFile kept;
    private final InstantSource clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread watcher = Thread.ofPlatform().daemon().name("calibre").unstarted(this::watch);

    private volatile LibraryIndex index = new LibraryIndex(List.of(), Reading.NONE);
    private volatile Optional<String> problem = Optional.empty();

    // from here on the watcher's own
    private LibraryIndex known = index; // more than `index` when the last run was stopped in the middle of a reading
    private @Nullable Look lastSeen;
    private @Nullable Look lastRead;
    private @Nullable Look failed;
    private Instant retry = Instant.MIN;

    CalibreLibrary(Path library, Path ours, InstantSource clock) {
        this.folder = new LibraryFolder(library);
        this.metadata = MetadataFile.in(library);
        this.ours = ours;
        this.kept = new IndexFile(ours.resolve("index"), library);
        this.clock = clock;
    }

    /// @param ours a folder for the copy of the database and for the index
    static CalibreLibrary open(Path library, Path ours, InstantSource clock) {
        var opened = new CalibreLibrary(library, ours, clock);
        opened.recall();
        opened.watcher.start();
        return opened;
    }

    static CalibreLibrary lastKnown(Path library, Path ours, InstantSource clock) {
        var known = new CalibreLibrary(library, ours, clock);
        known.recall();
        try {
            known.metadata.look();
        } catch (IOException e) {
            known.problem = Optional.of(known.sentence(e));
        }
        return known;
    }

    @Override
    public Optional<LibraryBook> book(String digest) {
        return Digest.parse(digest).flatMap(index::book);
    }

    @Override
    public Optional<byte[]> cover(LibraryBook book) {
        return book.cover().flatMap(folder::file).flatMap(CalibreLibrary::picture);
    }

    private static Optional<byte[]> picture(Path file) {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(LARGEST_COVER + 1);
            return bytes.length <= LARGEST_COVER ? Optional.of(bytes) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    @Override
    public LibraryStatus status() {
        var now = index;
        var reading = now.reading();
        return new LibraryStatus(
                Optional.of(folder.root()),
                reading.equals(Reading.NONE) ? Optional.empty() : Optional.of(reading.at()),
                problem,
                reading.books(),
                reading.formats(),
                reading.missingFiles(),
                now.sharedDigests(),
                now.shared());
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            watcher.join(LONGEST_STOP_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            while (!stop.await(look().toMillis(), TimeUnit.MILLISECONDS)) {}
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            problem = Optional.of("The Calibre library is no longer looked at, because of a mistake in Lectern.");
            log.error(problem.get(), e);
        }
    }

    /// Takes up what the last run of the server knew.
    void recall() {
        kept.read().ifPresent(last -> {
            known = new LibraryIndex(last.books(), last.reading());
            if (last.complete()) {
                index = known;
            }
        });
    }

    /// Looks once, reads the library if that is due, and says when to look again.
    Duration look() {
        Look look;
        try {
            look = metadata.look();
        } catch (IOException e) {
            failed = null;
            complain(sentence(e));
            return CALM;
        }
        try {
            return readIfDue(look, clock.instant());
        } catch (IOException | DatabaseException e) {
            complain(sentence(e));
            return CALM;
        }
    }

    private Duration readIfDue(Look look, Instant now) throws IOException {
        boolean settled = look.isOld(now) || look.equals(lastSeen);
        lastSeen = look;
        if (look.equals(lastRead)) {
            mended();
            return CALM;
        }
        if (look.unfinished() && look.isOld(now)) {
            complain("A change of %s is not finished. If nothing is writing there, open the library in Calibre once."
                    .formatted(metadata.file()));
        }
        if (look.unfinished() || !settled) {
            return SETTLING;
        }
        if (look.equals(failed) && now.isBefore(retry)) {
            return CALM;
        }
        failed = look;
        retry = now.plus(AFTER_A_FAILURE);
        boolean wasRead = read(look, now);
        failed = null;
        if (!wasRead) {
            return SETTLING;
        }
        lastRead = look;
        mended();
        return CALM;
    }

    /// False when somebody wrote meanwhile, and when the server stops.
    private boolean read(Look look, Instant now) throws IOException {
        Files.createDirectories(ours);
        try {
            var copy = metadata.copyTo(ours, look);
            return copy.isPresent() && read(copy.get(), now);
        } finally {
            MetadataFile.deleteCopy(ours);
        }
    }

    private boolean read(Path copy, Instant now) throws IOException {
        try (var database = SqliteFile.open(copy)) {
            var reader = new LibraryReader(folder, known, kept, now);
            var found = reader.read(database, () -> stop.getCount() == 0);
            found.ifPresent(this::take);
            return found.isPresent();
        }
    }

    private void take(LibraryIndex found) {
        known = found;
        index = found;
        var reading = found.reading();
        log.info(
                "Calibre library read: {} books, {} files, {} of them out of reach",
                reading.books(),
                reading.formats(),
                reading.missingFiles());
    }

    /// Says each thing once, until it changes.
    private void complain(String sentence) {
        if (!problem.equals(Optional.of(sentence))) {
            problem = Optional.of(sentence);
            log.warn("{} What was read before stays in use.", sentence);
        }
    }

    private void mended() {
        if (problem.isPresent()) {
            problem = Optional.empty();
            log.info("The Calibre library in {} can be read again", folder.root());
        }
    }

    private String sentence(Exception e) {
        return switch (e) {
            case NoSuchFileException _ ->
                "There is no metadata.db in %s; LECTERN_CALIBRE must name the folder of a Calibre library."
                        .formatted(folder.root());
            case AccessDeniedException denied -> "Lectern is not allowed to use %s.".formatted(denied.getFile());
            case DatabaseException.Damaged _ ->
                "%s is damaged; Calibre can repair it (Library maintenance, Restore database)."
                        .formatted(metadata.file());
            case DatabaseException other ->
                "The Calibre library in %s cannot be read: %s".formatted(folder.root(), other.getMessage());
            default -> "The Calibre library in %s cannot be read: %s.".formatted(folder.root(), e);
        };
    }
}
