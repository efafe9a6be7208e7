package lectern.syncnode.wire;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Text in a header, which holds visible ASCII only: the rest, and `%` itself, is percent-encoded UTF-8.
public final class HeaderText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private HeaderText() {}

    public static String of(String text) {
        return encoded(text, "");
    }

    /// The same where only letters, digits and what never means anything in an address may stand.
    public static String inQuery(String text) {
        return encoded(text, " !\"#$&'()*+,/:;<=>?@[\\]^`{|}");
    }

    private static String encoded(String text, String reserved) {
        var encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b < ' ' || b == 0x7F || b == '%' || reserved.indexOf(b) >= 0) {
                encoded.append('%').append(HEX.toHexDigits(b));
            } else {
                encoded.append((char) b);
            }
        }
        return encoded.toString();
    }
}
