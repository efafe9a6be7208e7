package lectern.calibre;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/// An MD5 in the sixteen bytes that it is.
record Digest(long high, long low) {
    static Digest of(byte[] md5) {
        var bytes = ByteBuffer.wrap(md5);
        return new Digest(bytes.getLong(), bytes.getLong());
    }

    /// Empty for what is not 32 hex digits, as document hashes of other programs need not be.
    static Optional<Digest> parse(String hex) {
        if (hex.length() != 32 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            return Optional.empty();
        }
        return Optional.of(of(HexFormat.of().parseHex(hex)));
    }

    /// Lower-case hex, as every reading program writes it.
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
