package lectern.calibre;

import java.security.MessageDigest;
import java.util.HexFormat;

import static java.nio.charset.StandardCharsets.UTF_8;

/// What KOReader calls a document when it is set to match by file name, and CrossPoint always: the MD5 of the name's
/// bytes, with its extension and without any folder, exactly as the device spells it.
public final class FileNameDigest {
    private FileNameDigest() {}

    /// Takes the name as it is: nothing is stripped from it, folded or trimmed
    public static String of(String fileName) {
        return HexFormat.of().formatHex(bytes(fileName));
    }

    static byte[] bytes(String fileName) {
        MessageDigest md5 = ContentDigest.md5();
        return md5.digest(fileName.getBytes(UTF_8));
    }
}
