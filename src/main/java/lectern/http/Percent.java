package lectern.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// Percent-encoding, decoded exactly once and strictly: `%` and two hex digits, UTF-8.
final class Percent {
    /// Stands in a path where bare bytes are not UTF-8, as the engine shows them, and where a `%` begins no escape.
    static final char UNDECODABLE = '\uFFFD';

    private Percent() {}

    /// Empty when `encoded` is not valid. `+` is a plus sign.
    static Optional<String> decode(String encoded) {
        return isPlain(encoded) ? Optional.of(encoded) : decodeBytes(encoded, false);
    }

    /// The same for a form or a query, where `+` is a blank.
    static Optional<String> decodeForm(String encoded) {
        return isPlain(encoded) && encoded.indexOf('+') < 0 ? Optional.of(encoded) : decodeBytes(encoded, true);
    }

    private static boolean isPlain(String encoded) {
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%' || c >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> decodeBytes(String encoded, boolean form) {
        if (encoded.indexOf(UNDECODABLE) >= 0) {
            return Optional.empty();
        }
        byte[] from = encoded.getBytes(StandardCharsets.UTF_8);
        byte[] to = new byte[from.length];
        int length = 0;
        for (int i = 0; i < from.length; i++) {
            byte b = from[i];
            if (b == '%') {
                if (i + 2 >= from.length || !HexFormat.isHexDigit(from[i + 1]) || !HexFormat.isHexDigit(from[i + 2])) {
                    return Optional.empty();
                }
                b = (byte) (HexFormat.fromHexDigit(from[i + 1]) << 4 | HexFormat.fromHexDigit(from[i + 2]));
                i += 2;
            } else if (b == '+' && form) {
                b = ' ';
            }
            to[length++] = b;
        }
        return utf8(ByteBuffer.wrap(to, 0, length));
    }

    /// Empty when the bytes are not UTF-8.
    static Optional<String> utf8(ByteBuffer bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
