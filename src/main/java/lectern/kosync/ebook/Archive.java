package lectern.kosync.ebook;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// A zip file, of which single small entries are read. The directory at its end is believed in nothing: what points out
/// of the file, and what grows larger than it may, is [Unreadable].
final class Archive {
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int LARGEST_DIRECTORY = 4 << 20;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final Bytes file;
    private final Map<String, Entry> entries;

    private Archive(Bytes file, Map<String, Entry> entries) {
        this.file = file;
        this.entries = entries;
    }

    private record Entry(int method, long packed, long at) {}

    static boolean isOne(byte[] start) {
        return start.length >= 4 && littleEndian(start).getInt() == LOCAL;
    }

    static Archive open(Bytes file) throws IOException {
        int tailLength = (int) Math.min(file.length(), END_LENGTH + LONGEST_COMMENT);
        var tail = littleEndian(file.from(file.length() - tailLength, tailLength));
        int end = tailLength - END_LENGTH;
        while (end >= 0 && tail.getInt(end) != END) {
            end--;
        }
        if (end < 0) {
            throw new Unreadable();
        }
        long length = Integer.toUnsignedLong(tail.getInt(end + 12));
        long at = Integer.toUnsignedLong(tail.getInt(end + 16));
        if (length > LARGEST_DIRECTORY || at + length > file.length()) {
            throw new Unreadable();
        }
        return new Archive(file, entries(littleEndian(file.from(at, (int) length))));
    }

    private static Map<String, Entry> entries(ByteBuffer directory) {
        var entries = new LinkedHashMap<String, Entry>();
        while (directory.remaining() >= ENTRY_LENGTH) {
            int start = directory.position();
            if (directory.getInt(start) != ENTRY) {
                throw new Unreadable();
            }
            int nameLength = Short.toUnsignedInt(directory.getShort(start + 28));
            int rest = Short.toUnsignedInt(directory.getShort(start + 30))
                    + Short.toUnsignedInt(directory.getShort(start + 32));
            int next = start + ENTRY_LENGTH + nameLength + rest;
            if (next > directory.limit()) {
                throw new Unreadable();
            }
            var name = new byte[nameLength];
            directory.get(start + ENTRY_LENGTH, name);
            entries.putIfAbsent(
                    new String(name, StandardCharsets.UTF_8),
                    new Entry(
                            Short.toUnsignedInt(directory.getShort(start + 10)),
                            Integer.toUnsignedLong(directory.getInt(start + 20)),
                            Integer.toUnsignedLong(directory.getInt(start + 42))));
            directory.position(next);
        }
        return entries;
    }

    /// The whole entry.
    byte[] read(String name, int most) throws IOException {
        var read = start(entry(name), most + 1);
        if (read.length > most) {
            throw new Unreadable();
        }
        return read;
    }

    /// The beginning of the first entry whose name ends like that.
    byte[] firstNamed(String ending, int most) throws IOException {
        for (var entry : entries.entrySet()) {
            if (entry.getKey().endsWith(ending)) {
                return start(entry.getValue(), most);
            }
        }
        throw new Unreadable();
    }

    private Entry entry(String name) {
        var entry = entries.get(name);
        if (entry == null) {
            throw new Unreadable();
        }
        return entry;
    }

    private byte[] start(Entry entry, int most) throws IOException {
        var header = littleEndian(file.from(entry.at(), LOCAL_LENGTH));
        if (header.limit() < LOCAL_LENGTH || header.getInt(0) != LOCAL) {
            throw new Unreadable();
        }
        long at = entry.at()
                + LOCAL_LENGTH
                + Short.toUnsignedInt(header.getShort(26))
                + Short.toUnsignedInt(header.getShort(28));
        var packed = file.from(at, (int) Math.min(entry.packed(), most));
        return switch (entry.method()) {
            case STORED -> packed;
            case DEFLATED -> inflated(packed, most);
            default -> throw new Unreadable();
        };
    }

    private static byte[] inflated(byte[] packed, int most) {
        var inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            var unpacked = new byte[most];
            int length = 0;
            while (length < most && !inflater.finished()) {
                int some = inflater.inflate(unpacked, length, most - length);
                if (some == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    break;
                }
                length += some;
            }
            return Arrays.copyOf(unpacked, length);
        } catch (DataFormatException _) {
            throw new Unreadable();
        } finally {
            inflater.end();
        }
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
