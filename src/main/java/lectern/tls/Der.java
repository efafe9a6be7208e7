package lectern.tls;

import java.io.ByteArrayOutputStream;
import java.security.PublicKey;
import java.util.Arrays;

/// The little ASN.1 that is needed to give the JDK a key as OpenSSL writes it.
final class Der {
    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;

    private Der() {}

    /// `RSA PRIVATE KEY` (PKCS#1) and `EC PRIVATE KEY` (SEC 1) do not say of which algorithm or curve they are, PKCS#8
    /// does; the certificate's own public key says it too, in the very same words.
    static byte[] pkcs8(byte[] bare, PublicKey owner) {
        byte[] version = element(INTEGER, new byte[] {0});
        return element(SEQUENCE, join(version, algorithm(owner), element(OCTETS, bare)));
    }

    /// A public key is a sequence of its algorithm and its bits.
    private static byte[] algorithm(PublicKey key) {
        byte[] encoded = key.getEncoded();
        int begin = contentOf(encoded, 0);
        return Arrays.copyOfRange(encoded, begin, contentOf(encoded, begin) + lengthOf(encoded, begin));
    }

    private static int contentOf(byte[] der, int element) {
        int first = der[element + 1] & 0xFF;
        return element + 2 + (first < 0x80 ? 0 : first - 0x80);
    }

    private static int lengthOf(byte[] der, int element) {
        int first = der[element + 1] & 0xFF;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = element + 2; i < contentOf(der, element); i++) {
            length = length << 8 | (der[i] & 0xFF);
        }
        return length;
    }

    private static byte[] element(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82); // two bytes of length: a key has less than 64 KiB
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
