package lectern.anki.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import tools.jackson.databind.JsonNode;

import lectern.anki.wire.Megabytes;
import lectern.json.Json;

/// A zip as a client sends it: files under any names, and `_meta`, a list of what each is called. It lies on disk,
/// because what is in it stands at its end, and no size that it states is believed.
final class SentZip implements AutoCloseable {
    private static final String META = "_meta";

    /// Of `_meta`, which is held in memory: as many names as are taken, with every character escaped.
    private static final int LONGEST_META = MediaIndex.MOST_EDITS * (6 * MediaName.LONGEST_BYTES + 50);

    /// Clients keep larger files to themselves.
    private static final long LARGEST_FILE = 100L * 1024 * 1024;

    /// Where the end record of the format has them: <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>,
    /// 4.3.16.
    private static final int END = 22;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int ENTRIES = 10;
    private static final int DIRECTORY_SIZE = 12;
    private static final int COMMENT_LENGTH = 20;
    private static final int MOST_ENTRIES = MediaIndex.MOST_EDITS + 1;
    private static final int LARGEST_DIRECTORY = MOST_ENTRIES * 1024;

    private final ZipFile zip;

    private SentZip(ZipFile zip) {
        this.zip = zip;
    }

    /// What somebody did to a file.
    sealed interface Sent {
        /// Its bytes are under that entry.
        record File(MediaName name, String entry) implements Sent {}

        record Deletion(MediaName name) implements Sent {}
    }

    /// The file in that folder has no name any more when this returns.
    static SentZip spool(InputStream payload, long limit, Path folder) throws IOException {
        var file = Files.createTempFile(folder, "upload.", ".new");
        try {
            copy(payload, file, limit);
            checkEnd(file);
            return new SentZip(new ZipFile(file.toFile()));
        } finally {
            Files.delete(file);
        }
    }

    private static void copy(InputStream payload, Path file, long limit) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            var buffer = new byte[32 * 1024];
            long length = 0;
            for (int read = payload.read(buffer); read >= 0; read = payload.read(buffer)) {
                length += read;
                if (length > limit) {
                    throw Media.tooMuch("more than " + Megabytes.of(limit) + " at once");
                }
                out.write(buffer, 0, read);
            }
        }
    }

    /// The JDK holds the directory of a zip in memory, so one that is too large is not shown to it. There must be
    /// no comment: then the end record is where the JDK looks first.
    private static void checkEnd(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var end = ByteBuffer.allocate(END).order(ByteOrder.LITTLE_ENDIAN);
            if (channel.size() < END || channel.read(end, channel.size() - END) < END) {
                throw new ZipException("too short");
            }
            if (end.getInt(0) != END_SIGNATURE || end.getShort(COMMENT_LENGTH) != 0) {
                throw new ZipException("no end");
            }
            int entries = Short.toUnsignedInt(end.getShort(ENTRIES));
            long directory = Integer.toUnsignedLong(end.getInt(DIRECTORY_SIZE));
            if (entries > MOST_ENTRIES || directory > LARGEST_DIRECTORY) {
                throw tooMany();
            }
        }
    }

    /// What `_meta` lists, in order.
    List<Sent> sent() throws IOException {
        byte[] meta;
        try (var in = open(META)) {
            meta = in.readNBytes(LONGEST_META + 1);
        }
        if (meta.length > LONGEST_META) {
            throw tooMany();
        }
        return sent(meta);
    }

    private static List<Sent> sent(byte[] meta) {
        JsonNode list;
        try {
            list = Json.parse(meta);
        } catch (Json.Malformed malformed) {
            throw Media.malformed("_meta: " + malformed.reason());
        }
        if (!list.isArray()) {
            throw Media.malformed("_meta is not a list");
        }
        if (list.size() > MediaIndex.MOST_EDITS) {
            throw tooMany();
        }
        var sent = new ArrayList<Sent>();
        list.forEach(line -> sent.add(sent(line)));
        return sent;
    }

    /// A deletion is null, or an empty text from older clients.
    private static Sent sent(JsonNode line) {
        var entry = line.path(1);
        if (line.size() != 2 || !line.path(0).isString() || !(entry.isString() || entry.isNull())) {
            throw Media.malformed("a line of _meta is not a name and an entry");
        }
        var text = line.path(0).stringValue();
        MediaName.reasonAgainst(text).ifPresent(reason -> {
            throw Media.malformed(reason);
        });
        var name = new MediaName(text);
        return entry.asString("").isEmpty() ? new Sent.Deletion(name) : new Sent.File(name, entry.stringValue());
    }

    /// The bytes of an entry, however they are compressed. Throws when they are not what they should be.
    InputStream open(String name) throws IOException {
        var entry = zip.getEntry(name);
        if (entry == null) {
            throw Media.malformed("an entry that is not in the zip");
        }
        return new Checked(zip.getInputStream(entry), entry.getCrc());
    }

    byte[] read(String name) throws IOException {
        try (var in = open(name)) {
            return in.readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static final class Checked extends CheckedInputStream {
        private final long crc32;
        private long length;

        Checked(InputStream in, long crc32) {
            super(in, new CRC32());
            this.crc32 = crc32;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] to, int offset, int count) throws IOException {
            int read = super.read(to, offset, count);
            length += Math.max(read, 0);
            if (length > LARGEST_FILE) {
                throw Media.tooMuch("a file is larger than " + Megabytes.of(LARGEST_FILE));
            }
            if (read < 0 && getChecksum().getValue() != crc32) {
                throw new ZipException("wrong checksum");
            }
            return read;
        }
    }

    private static RuntimeException tooMany() {
        return Media.malformed("more than " + MediaIndex.MOST_EDITS + " files at once");
    }
}
