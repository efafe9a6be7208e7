package lectern.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import lectern.config.Config;
import lectern.config.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class FirstStepsTest {
    @TempDir
    Path home;

    @Test
    void theCommandCanBePastedFromAnyFolder() throws IOException {
        assertThat(text(Map.of())).contains("\n    %s user add NAME --admin\n".formatted(home.resolve("bin/lectern")));
        Files.createFile(home.resolve("lectern"));
        assertThat(text(Map.of())).contains("\n    %s user add NAME --admin\n".formatted(home.resolve("lectern")));
    }

    @ParameterizedTest
    @CsvSource({
        "LECTERN_HOST, 192.168.1.7, http://192.168.1.7:8123",
        "LECTERN_HOST, fd00::7, http://[fd00::7]:8123",
        "LECTERN_PUBLIC_URL, https://sync.example.org/books, https://sync.example.org/books",
    })
    void theAddressCanBeTypedIntoEachApp(String variable, String value, String address) {
        assertThat(text(Map.of(variable, value)))
                .contains("\n    " + address + "    in KOReader ")
                .contains("\n    " + address + "/   in Anki ");
    }

    @ParameterizedTest
    @CsvSource({
        "http://192.168.1.7:8123, ''",
        "https://sync.example.org/books, https://sync.example.org/books",
        "https://sync.example.org, https://sync.example.org/",
    })
    void thePageOfTheFirstAccountCanBeOpened(String start, String publicUrl) {
        var settings = publicUrl.isEmpty()
                ? Map.of("LECTERN_HOST", "192.168.1.7")
                : Map.of("LECTERN_HOST", "192.168.1.7", "LECTERN_PUBLIC_URL", publicUrl);

        assertThat(text(settings)).contains("\n    " + start + "/app/first/abc\n");
    }

    @Test
    void aServerWithACertificateIsAskedOverTls() {
        assertThat(text(Map.of("LECTERN_HOST", "127.0.0.1", "LECTERN_TLS_CERTIFICATE", "both.pem")))
                .contains("\n    https://127.0.0.1:8123    in KOReader ");
    }

    @Test
    void onAllAddressesItIsOneThatIsFoundInTheHousehold() {
        assertThat(text(Map.of()))
                .containsPattern(
                        "\\n    http://(localhost|10\\.[0-9.]+|172\\.[0-9.]+|192\\.168\\.[0-9.]+):8123    in KOReader ");
    }

    @Test
    void whoMayRegisterIsSaidWhereSomebodyMay() {
        assertThat(text(Map.of())).doesNotContain("register");
        assertThat(text(Map.of("LECTERN_REGISTRATION", "invite")))
                .contains("Whoever has an invitation can also register");
        assertThat(text(Map.of("LECTERN_REGISTRATION", "open"))).contains("Everybody can also register");
    }

    private String text(Map<String, String> settings) {
        var nowhere = new PrintStream(PrintStream.nullOutputStream());
        var console = new Console(
                settings,
                home,
                home,
                InputStream.nullInputStream(),
                nowhere,
                nowhere,
                Optional.empty(),
                Clock.systemUTC());
        return FirstSteps.text(console, Config.load(Settings.of(settings, home), home), 8123, "/app/first/abc");
    }
}
