package lectern.web.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import lectern.web.Site;

import static org.assertj.core.api.Assertions.assertThat;

class AssetsTest {
    private static final Path FOLDER = Path.of("src/main/resources/lectern/web/page");

    @Test
    void allStylesTogetherAreSmall() throws IOException {
        assertThat(sizeOfAll(".css")).isBetween(1L, 25L * 1024);
    }

    @Test
    void allScriptsTogetherAreSmall() throws IOException {
        assertThat(sizeOfAll(".js")).isBetween(1L, 20L * 1024);
    }

    @Test
    void eachIsNamedAfterItsContentAndKeptForEver() {
        try (var site = Site.start()) {
            var browser = site.browser();
            var links = Pattern.compile("(?:href|src)=\"(/app/assets/[^\"]+)\"")
                    .matcher(browser.get("/app/sign-in").body())
                    .results()
                    .map(result -> result.group(1))
                    .toList();

            assertThat(links).hasSize(3).allMatch(link -> link.matches("/app/assets/[a-z]+\\.[0-9a-f]{12}\\.[a-z]+"));
            for (var link : links) {
                var file = browser.get(link);
                assertThat(file.status()).isEqualTo(200);
                assertThat(file.header("Cache-Control")).hasValue("public, max-age=31536000, immutable");
            }
        }
    }

    private static long sizeOfAll(String ending) throws IOException {
        try (var files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
