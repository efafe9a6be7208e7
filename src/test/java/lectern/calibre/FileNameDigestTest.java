package lectern.calibre;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FileNameDigestTest {
    @ParameterizedTest
    @CsvSource({
        "Leaves of Grass.epub,  1cc31f6b3e189528e34e5edc8bb9890a",
        "書籍.epub,              2655fcc69d4167c41ddd3a5d477e7dca",
        "a b (1).kepub.epub,    ac42f7d9e6e465cd7d21b420a1925b5e"
    })
    void isTheMd5OfTheNamesUtf8Bytes(String name, String digest) {
        assertThat(FileNameDigest.of(name)).isEqualTo(digest);
    }
}
