package lectern.calibre;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import lectern.calibre.LibraryStatus.SharedDigest;

/// Which book a digest belongs to, as one reading of the library found it. Never changes; any thread may ask.
final class LibraryIndex {
    private static final int DIGESTS_TOLD = 20;
    private static final int BOOKS_TOLD = 5;

    private final List<byte[]> books; // packed, in the order of their numbers
    private final Reading reading;
    private final int[] table; // digest -> place in `books` plus one, by open addressing; 0 is a free slot
    private final Set<Digest> shared = new LinkedHashSet<>();
    private final List<SharedDigest> sharedTold;

    /// What was counted on the way.
    ///
    /// @param books all of them, while the index holds those that have a file
    /// @param missingFiles files that are listed and could not be read
    record Reading(Instant at, int books, int formats, int missingFiles) {
        static final Reading NONE = new Reading(Instant.EPOCH, 0, 0, 0);
    }

    /// @param books packed, in the order of their numbers
    LibraryIndex(List<byte[]> books, Reading reading) {
        this.books = List.copyOf(books);
        this.reading = reading;
        int digests = this.books.stream().mapToInt(PackedBook::digestCount).sum();
        this.table = new int[digests + digests / 2 + 1];
        for (int place = 0; place < this.books.size(); place++) {
            add(place);
        }
        this.sharedTold = tellShared();
    }

    private void add(int place) {
        PackedBook.digests(books.get(place)).forEach(digest -> {
            int slot = slot(digest);
            if (table[slot] == 0) {
                table[slot] = place + 1;
            } else if (table[slot] != place + 1) {
                shared.add(digest);
            }
        });
    }

    /// Where the digest stands, or the free slot where it would.
    private int slot(Digest digest) {
        int slot = (int) Long.remainderUnsigned(digest.high(), table.length);
        while (table[slot] != 0 && !PackedBook.has(digest, books.get(table[slot] - 1))) {
            slot = (slot + 1) % table.length;
        }
        return slot;
    }

    private List<SharedDigest> tellShared() {
        var holders = new LinkedHashMap<Digest, List<LibraryBook>>();
        shared.stream().limit(DIGESTS_TOLD).forEach(digest -> holders.put(digest, new ArrayList<>()));
        if (holders.isEmpty()) {
            return List.of();
        }
        for (var packed : books) {
            PackedBook.digests(packed)
                    .distinct()
                    .filter(holders::containsKey)
                    .map(holders::get)
                    .filter(holding -> holding.size() < BOOKS_TOLD)
                    .forEach(holding -> holding.add(PackedBook.unpack(packed).without(shared)));
        }
        return holders.entrySet().stream()
                .map(holder -> new SharedDigest(holder.getKey().toString(), holder.getValue()))
                .toList();
    }

    Optional<LibraryBook> book(Digest digest) {
        int slot = slot(digest);
        if (table[slot] == 0 || shared.contains(digest)) {
            return Optional.empty();
        }
        return Optional.of(PackedBook.unpack(books.get(table[slot] - 1)).without(shared));
    }

    /// The book with this number, as it was packed.
    Optional<byte[]> packed(long id) {
        int low = 0;
        int high = books.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (PackedBook.id(books.get(middle)) < id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < books.size() && PackedBook.id(books.get(low)) == id
                ? Optional.of(books.get(low))
                : Optional.empty();
    }

    List<byte[]> books() {
        return books;
    }

    Reading reading() {
        return reading;
    }

    int sharedDigests() {
        return shared.size();
    }

    /// The first of them, each with the first of its books.
    List<SharedDigest> shared() {
        return sharedTold;
    }
}
