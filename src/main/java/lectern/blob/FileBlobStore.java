package lectern.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.db.Database;
import lectern.files.DurableFile;
import lectern.files.GrowingFile;
import lectern.files.PrivateFolder;

import static java.util.stream.Collectors.toSet;

/// A file for each blob, in one of 256 folders. What is put together lies in one of them, so that a put costs one
/// fsync for each file and one for the folder, however many files there are.
public final class FileBlobStore implements BlobStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileBlobStore.class);
    private static final int SHARDS = 256;
    private static final int PAGE = 1000;
    private static final int MOST_DIGESTS = 1000;

    private final Path folder;
    private final BlobRows rows;
    private final Set<String> made = ConcurrentHashMap.newKeySet(); // shards whose names are known to be on the disk
    private final Map<BlobId, Digesting> digests = new ConcurrentHashMap<>(); // of what grows
    private final AtomicInteger searched = new AtomicInteger();

    private FileBlobStore(Path folder, BlobRows rows) {
        this.folder = folder;
        this.rows = rows;
    }

    /// Keeps the files below `blobs` in the data folder.
    public static FileBlobStore open(Path data, Database db, SecureRandom random, InstantSource clock) {
        return new FileBlobStore(PrivateFolder.make(data.resolve("blobs")), new BlobRows(db, random, clock));
    }

    @Override
    public List<Blob> put(Account owner, List<Content> contents) throws IOException {
        if (contents.isEmpty()) {
            return List.of();
        }
        var ids = rows.reserve(owner, contents.size());
        var blobs = new ArrayList<Blob>();
        try {
            var shard = shard(ids.getFirst());
            for (var content : contents) {
                blobs.add(write(ids.get(blobs.size()), content));
            }
            DurableFile.force(shard);
            return List.copyOf(blobs);
        } catch (Throwable e) {
            blobs.forEach(blob -> DurableFile.delete(file(blob.id()))); // the rows go when their time has come
            throw e;
        }
    }

    private Blob write(BlobId id, Content content) throws IOException {
        try (var in = content.open()) {
            var written = DurableFile.place(file(id), in);
            return new Blob(id, written.bytes(), written.sha256());
        }
    }

    @Override
    public BlobId begin(Account owner) {
        var id = rows.reserve(owner, 1).getFirst();
        shard(id);
        DurableFile.create(part(id), new byte[0]);
        return id;
    }

    @Override
    public GrowingBlob grow(BlobId id, long length) {
        if (!Files.exists(part(id))) {
            throw new MissingBlob(id);
        }
        return new Part(id, GrowingFile.open(part(id), length), digesting(id, length));
    }

    /// As far as this process has seen the bytes come.
    private Digesting digesting(BlobId id, long length) {
        var known = digests.remove(id);
        return known != null && known.length() == length ? known : new Digesting();
    }

    @Override
    public Blob finish(BlobId id) {
        var known = Optional.ofNullable(digests.remove(id));
        if (Files.exists(part(id))) {
            DurableFile.replace(file(id), part(id));
        }
        try (var whole = channel(id)) {
            long size = whole.size();
            var digested = known.filter(digesting -> digesting.length() == size);
            return new Blob(id, size, (digested.isPresent() ? digested.get() : digest(id)).sha256Hex());
        } catch (IOException e) {
            throw new MissingBlob(id, e);
        }
    }

    private Digesting digest(BlobId id) throws IOException {
        try (var in = open(id)) {
            return Digesting.of(in);
        }
    }

    /// A blob that grows. Its digest is taken on the way, unless another process has seen the first of it.
    private final class Part implements GrowingBlob {
        private final BlobId id;
        private final GrowingFile file;
        private final Digesting digesting;

        Part(BlobId id, GrowingFile file, Digesting digesting) {
            this.id = id;
            this.file = file;
            this.digesting = digesting;
        }

        @Override
        public void append(byte[] from, int offset, int length) {
            file.append(from, offset, length);
            digesting.add(from, offset, length);
        }

        @Override
        public void force() {
            file.force();
        }

        @Override
        public void close() {
            file.close();
            if (digests.size() < MOST_DIGESTS) {
                digests.put(id, digesting);
            }
        }
    }

    @Override
    public boolean has(BlobId id) {
        return Files.isReadable(file(id));
    }

    @Override
    public List<BlobId> missing(int limit) {
        var missing = new ArrayList<BlobId>();
        var after = "";
        for (var page = rows.claimed(after, PAGE); !page.isEmpty(); page = rows.claimed(after, PAGE)) {
            page.stream().filter(id -> !has(id)).limit(limit - missing.size()).forEach(missing::add);
            after = page.getLast().value();
        }
        return missing;
    }

    @Override
    public InputStream open(BlobId id) {
        try {
            return Files.newInputStream(file(id));
        } catch (IOException e) {
            throw new MissingBlob(id, e);
        }
    }

    @Override
    public SeekableByteChannel channel(BlobId id) {
        try {
            return Files.newByteChannel(file(id));
        } catch (IOException e) {
            throw new MissingBlob(id, e);
        }
    }

    @Override
    public int deleteSome(AccountId account, int limit) {
        return delete(rows.doom(account, limit));
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        deleteStrays(Math.floorMod(searched.getAndIncrement(), SHARDS));
        return delete(rows.doom(now, limit));
    }

    private int delete(List<BlobId> doomed) {
        doomed.forEach(id -> {
            DurableFile.delete(file(id));
            DurableFile.delete(part(id));
            digests.remove(id);
        });
        rows.forget(doomed);
        return doomed.size();
    }

    /// Files without a row: what a killed process had begun, what was being written when its account was deleted,
    /// and what came after the backup that the database was restored from. Every file was there after its row, so
    /// one that is listed first and has no row afterwards is nobody's.
    private void deleteStrays(int number) {
        var shard = folder.resolve("%02x".formatted(number));
        if (!Files.isDirectory(shard)) {
            return;
        }
        try (var listed = Files.list(shard)) {
            var files = listed.filter(file -> owner(file).findAny().isPresent()).toList();
            var strays = Set.copyOf(
                    rows.unknown(files.stream().flatMap(FileBlobStore::owner).collect(toSet())));
            files.stream()
                    .filter(file -> owner(file).anyMatch(strays::contains))
                    .forEach(DurableFile::delete);
        } catch (IOException e) {
            LOG.warn("files that belong to nobody could not be looked for", e);
        }
    }

    /// The blob whose bytes a file holds, or held while they were written: `<id>`, or `<id>.<anything>`.
    private static Stream<BlobId> owner(Path file) {
        var name = file.getFileName().toString();
        int dot = name.indexOf('.');
        return Stream.of(dot < 0 ? name : name.substring(0, dot))
                .filter(BlobId::isOne)
                .map(BlobId::new);
    }

    private Path file(BlobId id) {
        return folder.resolve(id.shard()).resolve(id.value());
    }

    private Path part(BlobId id) {
        return folder.resolve(id.shard()).resolve(id.value() + ".part");
    }

    private Path shard(BlobId id) {
        var shard = folder.resolve(id.shard());
        if (!made.contains(id.shard())) {
            PrivateFolder.make(shard);
            DurableFile.force(folder);
            made.add(id.shard());
        }
        return shard;
    }
}
