package lectern.config;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationPageTest {
    @Test
    void thePageInTheDocumentationIsCurrent() {
        var settings = Settings.of(Map.of(), Path.of("/"));
        Config.load(settings, Path.of("/"));
        assertThat(Path.of("docs/configuration.md"))
                .as("write it with: ./lectern config --reference > docs/configuration.md")
                .hasContent(ConfigurationPage.of(settings));
    }
}
