package lectern.kosync.ebook;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the first record of a Kindle's file (MOBI, AZW, AZW3) says.
final class Mobi {
    private static final int TYPE_AT = 60;
    private static final int FIRST_RECORD_AT = 78;
    private static final int MOST_BYTES = 256 << 10;
    private static final int LONGEST_TEXT = 4096;
    private static final int UTF_8 = 65001;
    private static final int HAS_EXTRA = 0x40;
    private static final int AUTHOR = 100;
    private static final int UPDATED_TITLE = 503;

    private Mobi() {}

    static boolean isOne(byte[] start) {
        return start.length >= FIRST_RECORD_AT
                && new String(start, TYPE_AT, 8, StandardCharsets.ISO_8859_1).equals("BOOKMOBI");
    }

    static Said read(Bytes file) throws IOException {
        long at = Integer.toUnsignedLong(new Part(file.from(FIRST_RECORD_AT, 4)).number(0));
        var record = new Part(file.from(at, MOST_BYTES));
        if (!record.text(16, 4, StandardCharsets.ISO_8859_1).equals("MOBI")) {
            throw new Unreadable();
        }
        var charset = record.number(28) == UTF_8 ? StandardCharsets.UTF_8 : Charset.forName("windows-1252");
        var name = record.text(record.number(84), record.number(88), charset);
        boolean hasExtra = record.number(20) >= 0xE8 - 16 && (record.number(128) & HAS_EXTRA) != 0;
        return hasExtra ? extra(record, 16 + record.number(20), name, charset) : new Said(Optional.of(name), List.of());
    }

    /// The header of type, length and value, one after the other.
    private static Said extra(Part record, int start, String name, Charset charset) {
        if (!record.text(start, 4, StandardCharsets.ISO_8859_1).equals("EXTH")) {
            throw new Unreadable();
        }
        var title = name;
        List<String> authors = new ArrayList<>();
        int count = record.number(start + 8);
        int at = start + 12;
        for (int nth = 0; nth < count; nth++) {
            int length = record.number(at + 4);
            if (length < 8) {
                throw new Unreadable();
            }
            switch (record.number(at)) {
                case AUTHOR -> authors.add(record.text(at + 8, length - 8, charset));
                case UPDATED_TITLE -> title = record.text(at + 8, length - 8, charset);
                default -> {}
            }
            at = Math.addExact(at, length);
        }
        return new Said(Optional.of(title), authors);
    }

    /// Bytes with numbers in them that may say anything.
    private record Part(ByteBuffer bytes) {
        private Part(byte[] bytes) {
            this(ByteBuffer.wrap(bytes));
        }

        private int number(int at) {
            require(at, 4);
            return bytes.getInt(at);
        }

        private String text(int at, int length, Charset charset) {
            require(at, length);
            var text = new byte[Math.min(length, LONGEST_TEXT)];
            bytes.get(at, text);
            return new String(text, charset);
        }

        private void require(int at, int length) {
            if (at < 0 || length < 0 || at > bytes.limit() - length) {
                throw new Unreadable();
            }
        }
    }
}
