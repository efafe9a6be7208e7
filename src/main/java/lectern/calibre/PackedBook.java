package lectern.calibre;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import lectern.calibre.IndexedBook.Content;
import lectern.calibre.IndexedBook.IndexedFile;
import lectern.calibre.LibraryBook.Series;

/// A book in a fraction of the memory that its objects take, because a household may own fifty thousand. In front stand
/// the number and all digests, where they are found without unpacking the rest.
final class PackedBook {
    private PackedBook() {}

    static byte[] pack(IndexedBook book) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(book.id());
            var digests = book.digests().toList();
            out.writeShort(digests.size());
            for (var digest : digests) {
                out.writeLong(digest.high());
                out.writeLong(digest.low());
            }
            out.writeUTF(book.title());
            out.writeUTF(book.sort());
            writeTexts(out, book.authors());
            writeTexts(out, book.series().stream().map(Series::name).toList());
            out.writeDouble(book.series().map(Series::index).orElse(0.0));
            writeTexts(out, book.cover().stream().toList());
            out.writeShort(book.files().size());
            for (var file : book.files()) {
                writeFile(out, file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    static IndexedBook unpack(byte[] packed) {
        var digests = digests(packed).iterator();
        try (var in = new DataInputStream(new ByteArrayInputStream(packed))) {
            long id = in.readLong();
            in.skipNBytes(2L * Long.BYTES * in.readUnsignedShort());
            var title = in.readUTF();
            var sort = in.readUTF();
            var authors = readTexts(in);
            var seriesName = readTexts(in).stream().findFirst();
            var seriesIndex = in.readDouble();
            var cover = readTexts(in).stream().findFirst();
            int count = in.readUnsignedShort();
            var files = new ArrayList<IndexedFile>(count);
            for (int i = 0; i < count; i++) {
                files.add(readFile(in, digests));
            }
            return new IndexedBook(
                    id, title, sort, authors, seriesName.map(name -> new Series(name, seriesIndex)), cover, files);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    static long id(byte[] packed) {
        return ByteBuffer.wrap(packed).getLong();
    }

    static int digestCount(byte[] packed) {
        return Short.toUnsignedInt(ByteBuffer.wrap(packed).getShort(Long.BYTES));
    }

    static Stream<Digest> digests(byte[] packed) {
        var digests = ByteBuffer.wrap(packed).position(Long.BYTES + Short.BYTES);
        return Stream.generate(() -> new Digest(digests.getLong(), digests.getLong()))
                .limit(digestCount(packed));
    }

    static boolean has(Digest digest, byte[] packed) {
        var digests = ByteBuffer.wrap(packed).position(Long.BYTES + Short.BYTES);
        for (int left = digestCount(packed); left > 0; left--) {
            long high = digests.getLong();
            if (digests.getLong() == digest.low() && high == digest.high()) {
                return true;
            }
        }
        return false;
    }

    private static void writeFile(DataOutputStream out, IndexedFile file) throws IOException {
        out.writeUTF(file.format());
        out.writeShort(file.names().size());
        out.writeBoolean(file.content().isPresent());
        if (file.content().isPresent()) {
            out.writeLong(file.content().get().size());
            out.writeLong(file.content().get().modifiedMillis());
        }
    }

    /// Takes the file's digests, which stand in front of the book.
    private static IndexedFile readFile(DataInputStream in, Iterator<Digest> digests) throws IOException {
        var format = in.readUTF();
        int names = in.readUnsignedShort();
        Optional<Content> content = in.readBoolean()
                ? Optional.of(new Content(digests.next(), in.readLong(), in.readLong()))
                : Optional.empty();
        return new IndexedFile(
                format, content, Stream.generate(digests::next).limit(names).toList());
    }

    private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeShort(texts.size());
        for (var text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> readTexts(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        var texts = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
