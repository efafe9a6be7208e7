package lectern.anki.media;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.anki.media.SentZip.Sent;
import lectern.anki.wire.Refusal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// A zip that was damaged, by whomever and wherever, is read as what it says or refused; nothing else happens, and
/// no file comes out of it that does not fit its checksum.
class SentZipFuzzTest {
    private static final int ROUNDS = 3_000;

    @TempDir
    private Path folder;

    @Test
    void aDamagedZipIsReadOrRefused() throws IOException {
        long seed = Long.getLong("lectern.seed", new Random().nextLong());
        var random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var bytes = damaged(good(random), random);
            try (var zip = SentZip.spool(new ByteArrayInputStream(bytes), 1_000_000, folder)) {
                for (var sent : zip.sent()) {
                    if (sent instanceof Sent.File file) {
                        assertThat(zip.read(file.entry()).length).isLessThan(20_000);
                    }
                }
            } catch (Refusal | ZipException | EOFException _) {
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }
        assertThat(refused).as("seed " + seed).isBetween(ROUNDS / 4, ROUNDS);
        assertThat(folder).isEmptyDirectory();
    }

    private static byte[] good(Random random) {
        var content = new byte[random.nextInt(1, 500)];
        random.nextBytes(content);
        var zip = new TestZip().file("a.jpg", content).deleted("gone");
        return random.nextBoolean()
                ? zip.deflated("zeros", new byte[random.nextInt(1, 10_000)]).bytes()
                : zip.file("text", "text".repeat(random.nextInt(1, 50)).getBytes(UTF_8))
                        .bytes();
    }

    private static byte[] damaged(byte[] zip, Random random) {
        var bytes = zip.clone();
        for (int times = random.nextInt(1, 4); times > 0; times--) {
            int at = random.nextBoolean() ? random.nextInt(bytes.length) : bytes.length - random.nextInt(1, 200);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 ->
                    Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) (random.nextBoolean() ? 0 : 0xFF));
                default -> bytes = random.nextInt(8) == 0 ? Arrays.copyOf(bytes, Math.max(at, 200)) : bytes;
            }
        }
        return bytes;
    }
}
