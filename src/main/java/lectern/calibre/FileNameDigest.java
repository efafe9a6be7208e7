package lectern.calibre;

import static java.nio.charset.StandardCharsets.UTF_8;

/// What KOReader calls a document when it is set to match by file name, and CrossPoint always: the MD5 of the name's
/// bytes, with its extension and without any folder, exactly as the device spells it.
public final class FileNameDigest {
    private FileNameDigest() {}

    /// Takes the name as it is: nothing is stripped from it, folded or trimmed.
    public static String of(String fileName) {
        return digest(fileName).toString();
    }

    static Digest digest(String fileName) {
        return Digest.of(ContentDigest.md5().digest(fileName.getBytes(UTF_8)));
    }
}
