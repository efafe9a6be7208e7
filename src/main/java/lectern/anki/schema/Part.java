package lectern.anki.schema;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One member of a protobuf message: a tag with its number and form, then its value. The layout is that of
/// <https://protobuf.dev/programming-guides/encoding/>.
///
/// @param source the bytes it stands in, from `start`, its value from `valueStart`, to `end`
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Part(int number, Form form, byte[] source, int start, int valueStart, int end) {
    /// How a value is written; groups are not among them, since nobody has written any for many years.
    enum Form {
        VARINT(0),
        FIXED_64(1),
        BYTES(2),
        FIXED_32(5);

        private final int code;

        Form(int code) {
            this.code = code;
        }

        static Form of(int code) {
            return switch (code) {
                case 0 -> VARINT;
                case 1 -> FIXED_64;
                case 2 -> BYTES;
                case 5 -> FIXED_32;
                default -> throw new Unreadable("a blob has a member of an unknown form");
            };
        }
    }

    private static final int LONGEST_VARINT = 10;

    static Part at(int start, byte[] source) {
        var tag = Varint.at(start, source);
        if (tag.value() >>> 32 != 0 || tag.value() >>> 3 == 0) {
            throw new Unreadable("a blob has a member without a valid number");
        }
        var form = Form.of((int) tag.value() & 7);
        int number = (int) (tag.value() >>> 3);
        return switch (form) {
            case VARINT ->
                new Part(
                        number,
                        form,
                        source,
                        start,
                        tag.end(),
                        Varint.at(tag.end(), source).end());
            case FIXED_64 -> new Part(number, form, source, start, tag.end(), within(source, tag.end(), 8));
            case FIXED_32 -> new Part(number, form, source, start, tag.end(), within(source, tag.end(), 4));
            case BYTES -> {
                var length = Varint.at(tag.end(), source);
                yield new Part(number, form, source, start, length.end(), within(source, length.end(), length.value()));
            }
        };
    }

    private static int within(byte[] source, int start, long length) {
        if (length < 0 || length > source.length - start) {
            throw new Unreadable("a blob ends within a member");
        }
        return start + (int) length;
    }

    private record Varint(long value, int end) {
        static Varint at(int start, byte[] source) {
            long value = 0;
            for (int i = 0; i < LONGEST_VARINT && start + i < source.length; i++) {
                value |= (source[start + i] & 0x7fL) << (7 * i);
                if (source[start + i] >= 0) {
                    return new Varint(value, start + i + 1);
                }
            }
            throw new Unreadable("a blob ends within a number, or the number has no end");
        }
    }

    static Part varint(int number, long value) {
        var out = tag(number, Form.VARINT);
        put(out, value);
        return at(0, out.toByteArray());
    }

    static Part real(int number, float value) {
        var out = tag(number, Form.FIXED_32);
        put(out, value);
        return at(0, out.toByteArray());
    }

    static Part text(int number, String text) {
        return bytes(number, text.getBytes(StandardCharsets.UTF_8));
    }

    static Part bytes(int number, byte[] bytes) {
        var out = tag(number, Form.BYTES);
        put(out, bytes.length);
        out.writeBytes(bytes);
        return at(0, out.toByteArray());
    }

    static Part reals(int number, List<Float> values) {
        var packed = new ByteArrayOutputStream();
        values.forEach(value -> put(packed, value));
        return bytes(number, packed.toByteArray());
    }

    static Part varints(int number, List<Long> values) {
        var packed = new ByteArrayOutputStream();
        values.forEach(value -> put(packed, value));
        return bytes(number, packed.toByteArray());
    }

    private static ByteArrayOutputStream tag(int number, Form form) {
        var out = new ByteArrayOutputStream();
        put(out, ((long) number << 3) | form.code);
        return out;
    }

    private static void put(ByteArrayOutputStream out, long varint) {
        long rest = varint;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
            out.write((int) ((rest & 0x7f) | 0x80));
        }
        out.write((int) rest);
    }

    private static void put(ByteArrayOutputStream out, float number) {
        int bits = Float.floatToRawIntBits(number);
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(bits >>> shift);
        }
    }

    void copyTo(ByteArrayOutputStream out) {
        out.write(source, start, end - start);
    }

    long varint() {
        expect(Form.VARINT);
        return Varint.at(valueStart, source).value();
    }

    float real() {
        expect(Form.FIXED_32);
        return value().getFloat();
    }

    byte[] bytes() {
        expect(Form.BYTES);
        var bytes = new byte[end - valueStart];
        value().get(bytes);
        return bytes;
    }

    String text() {
        expect(Form.BYTES);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(value()).toString();
        } catch (CharacterCodingException _) {
            throw new Unreadable("a blob has a text that is not UTF-8");
        }
    }

    /// What a repeated member holds here: readers take packed values and single ones.
    List<Float> reals() {
        if (form == Form.FIXED_32) {
            return List.of(real());
        }
        expect(Form.BYTES);
        if ((end - valueStart) % Float.BYTES != 0) {
            throw new Unreadable("a blob ends within a list of numbers");
        }
        var numbers = new ArrayList<Float>();
        for (var values = value(); values.hasRemaining(); ) {
            numbers.add(values.getFloat());
        }
        return numbers;
    }

    List<Long> varints() {
        if (form == Form.VARINT) {
            return List.of(varint());
        }
        var packed = bytes();
        var numbers = new ArrayList<Long>();
        for (int at = 0; at < packed.length; ) {
            var next = Varint.at(at, packed);
            numbers.add(next.value());
            at = next.end();
        }
        return numbers;
    }

    private ByteBuffer value() {
        return ByteBuffer.wrap(source, valueStart, end - valueStart).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void expect(Form expected) {
        if (form != expected) {
            throw new Unreadable("a blob has a member of another type than it should be");
        }
    }
}
