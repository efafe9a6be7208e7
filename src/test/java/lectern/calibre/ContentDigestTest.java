package lectern.calibre;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

class ContentDigestTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "0,       d41d8cd98f00b204e9800998ecf8427e",
        "1,       dcb9be2f604e5df91deb9659bed4748d",
        "1023,    dc9c6146b591eb62fef188ebafc5eade",
        "1024,    52aedb996a28a4902a4d17f554d69507",
        "1025,    19361652a630b4308b418070d41d23ee",
        "2048,    516fd358aba0d03a8aabc5f0c3b71f06",
        "4096,    516fd358aba0d03a8aabc5f0c3b71f06",
        "4097,    120f25bb138054d75b891eaa7d37ce43",
        "4608,    293baa17c69b39315d502a344b026648",
        "5120,    5fbbd77aa6cd72940f81a9caf3246fba",
        "16384,   5fbbd77aa6cd72940f81a9caf3246fba",
        "16385,   d579801a8962c4ffedf152e6defbafcf",
        "70000,   3c085b87557aa2f0d16e2fc470186ac1",
        "300000,  d49b242a27f6247d8b5ad27c2e215de6",
        "1048576, d49b242a27f6247d8b5ad27c2e215de6",
        "1048577, 2b76f36a3c00ad7bad40d2e54a03ea18",
        "4200000, 27f4c1fcbc5747f3edeecdcd28536f8f"
    })
    void readsSamplesThatLieFurtherAndFurtherApart(int length, String digest) throws IOException {
        assertThat(ContentDigest.of(file(length, i -> (7 * i + 13) % 251))).isEqualTo(digest);
    }

    @ParameterizedTest
    @CsvSource({
        "500,     21f0df72cce9bc7da8dae2512ee5feed",
        "1024,    f4cd1641040a17288bb6104d9e66bdb5",
        "1025,    170a888db01c00d8fc3e5d8d84de5838",
        "2048,    d0e59a0c7b893c3b8d6a9bddbd64e631",
        "3000,    d0e59a0c7b893c3b8d6a9bddbd64e631",
        "200000,  1784b150454ef4cf6780ceb94af0386f",
        "1050000, 0fca5c751677ecbc2dcfe80ea75ace32"
    })
    void agreesWithTheVectorsOfThePublishedConformanceSuite(int length, String digest) throws IOException {
        assertThat(ContentDigest.of(file(length, i -> 31 * i + (i >> 8)))).isEqualTo(digest);
    }

    @Test
    void theTwelfthSampleLiesAtOneGibibyte() throws IOException {
        Path sparse = folder.resolve("sparse");
        try (var channel = FileChannel.open(sparse, CREATE_NEW, WRITE, SPARSE)) {
            channel.write(ByteBuffer.allocate(1), 1_073_742_847);
            for (long start = 1024; start <= 1_073_741_824; start *= 4) {
                channel.write(sixteenDigits(start), start);
            }
            channel.write(sixteenDigits(0), 0);
        }
        assertThat(ContentDigest.of(sparse)).isEqualTo("266ff27c24919f4cec96f90f9b3231ca");
    }

    private static ByteBuffer sixteenDigits(long value) {
        return ByteBuffer.wrap("%016d".formatted(value).getBytes(US_ASCII));
    }

    private Path file(int length, IntUnaryOperator byteAt) throws IOException {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) byteAt.applyAsInt(i);
        }
        return Files.write(folder.resolve("content"), content);
    }
}
