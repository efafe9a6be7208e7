package lectern.calibre;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

import lectern.calibre.LibraryIndex.Reading;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

/// The last index on disk. A restart answers from it at once, also while the library is out of reach, and the reading
/// that follows opens only the files that changed since. It can always be made again, so it is not forced to the disk;
/// a checksum tells whether it got there whole.
record IndexFile(Path file, Path library) {
    private static final String KIND = "Lectern's index of a Calibre library, 1";
    private static final int LARGEST_BOOK = 1 << 20;

    /// @param complete false in the middle of a long reading: then some books are of the reading before, or absent
    record Kept(List<byte[]> books, Reading reading, boolean complete) {}

    /// Empty when there is none, and when it is damaged, of another library or of another release.
    Optional<Kept> read() {
        var sum = new CRC32();
        try (var in =
                new DataInputStream(new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), sum))) {
            if (!in.readUTF().equals(KIND) || !in.readUTF().equals(library.toString())) {
                return Optional.empty();
            }
            boolean complete = in.readBoolean();
            var reading = new Reading(Instant.ofEpochMilli(in.readLong()), in.readInt(), in.readInt(), in.readInt());
            var books = new ArrayList<byte[]>();
            for (int left = in.readInt(); left > 0; left--) {
                books.add(in.readNBytes(Math.clamp(in.readInt(), 0, LARGEST_BOOK)));
            }
            long expected = sum.getValue();
            return in.readLong() == expected ? Optional.of(new Kept(books, reading, complete)) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    void write(Kept kept) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        var sum = new CRC32();
        try (var out = new DataOutputStream(
                new CheckedOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)), sum))) {
            out.writeUTF(KIND);
            out.writeUTF(library.toString());
            out.writeBoolean(kept.complete());
            out.writeLong(kept.reading().at().toEpochMilli());
            out.writeInt(kept.reading().books());
            out.writeInt(kept.reading().formats());
            out.writeInt(kept.reading().missingFiles());
            out.writeInt(kept.books().size());
            for (var book : kept.books()) {
                out.writeInt(book.length);
                out.write(book);
            }
            out.writeLong(sum.getValue());
        }
        Files.move(fresh, file, ATOMIC_MOVE);
    }
}
