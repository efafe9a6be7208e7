package lectern.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsTest {
    private static final Kind<Integer> PORT = Kind.whole(0, 65535).example("8080");
    private static final Kind<String> TRUE_IS_OPEN =
            Kind.of("`true` or `false`", "true", text -> text.equals("true") ? "open" : "closed", text -> text);

    @TempDir
    Path folder;

    @Test
    void aKeyThatNobodySetHasItsDefault() {
        var settings = Settings.of(Map.of(), folder);
        assertThat(settings.key("port", "").as(PORT, 8080)).isEqualTo(8080);
        assertThat(settings.asked()).singleElement().satisfies(setting -> {
            assertThat(setting.value()).isEqualTo("8080");
            assertThat(setting.origin()).isEqualTo("default");
        });
    }

    @Test
    void theEnvironmentBeatsTheFile() throws IOException {
        var file = write("port = 1", "host = reading.example.org");
        var settings = Settings.of(Map.of("LECTERN_PORT", "2"), folder, file);
        assertThat(settings.key("port", "").as(PORT, 8080)).isEqualTo(2);
        assertThat(settings.key("host", "").as(Kind.text("a name", "x"), "")).isEqualTo("reading.example.org");
        assertThat(settings.asked())
                .extracting(Setting::origin)
                .containsExactly("LECTERN_PORT", "host in %s, line 2".formatted(file));
    }

    @Test
    void ourKeyBeatsAnAliasWhereverItIsWritten() throws IOException {
        var file = write("port = 1");
        var settings = Settings.of(Map.of("PORT", "2"), folder, file);
        assertThat(settings.key("port", "").alias("PORT").as(PORT, 8080)).isEqualTo(1);
        settings.refuseProblems();
    }

    @Test
    void ourVariableSettlesAQuarrelBetweenAliases() {
        var settings = Settings.of(Map.of("LECTERN_PORT", "1", "PORT", "2", "SYNC_PORT", "3"), folder);
        assertThat(settings.key("port", "").alias("PORT").alias("SYNC_PORT").as(PORT, 8080))
                .isEqualTo(1);
        settings.refuseProblems();
    }

    @Test
    void anAliasIsReadWhenOurKeyIsNotSet() {
        var settings = Settings.of(Map.of("SYNC_PORT", "3"), folder);
        assertThat(settings.key("port", "").alias("PORT").alias("SYNC_PORT").as(PORT, 8080))
                .isEqualTo(3);
    }

    @Test
    void anAliasIsTranslatedIntoOurWords() {
        var settings = Settings.of(Map.of("ALLOW_REGISTRATION", "true"), folder);
        var kind = Kind.text("words", "open");
        assertThat(settings.key("registration", "")
                        .alias("ALLOW_REGISTRATION", TRUE_IS_OPEN)
                        .as(kind, "closed"))
                .isEqualTo("open");
    }

    @Test
    void twoAliasesThatDifferStopTheStart() {
        var settings = Settings.of(Map.of("PORT", "2", "SYNC_PORT", "3"), folder);
        settings.key("port", "").alias("PORT").alias("SYNC_PORT").as(PORT, 8080);
        assertThatThrownBy(settings::refuseProblems)
                .isInstanceOf(SettingsException.class)
                .hasMessage("PORT and SYNC_PORT are both set and differ;"
                        + " keep one of them, or set LECTERN_PORT, which beats both.");
    }

    @Test
    void twoAliasesThatSayTheSameAreFine() {
        var settings = Settings.of(Map.of("PORT", "2", "SYNC_PORT", "2"), folder);
        assertThat(settings.key("port", "").alias("PORT").alias("SYNC_PORT").as(PORT, 8080))
                .isEqualTo(2);
        settings.refuseProblems();
    }

    @Test
    void anEmptyVariableCountsAsNotSet() throws IOException {
        var settings = Settings.of(Map.of("LECTERN_PORT", " "), folder, write("port = 7"));
        assertThat(settings.key("port", "").as(PORT, 8080)).isEqualTo(7);
    }

    @Test
    void aWrongVariableIsToldWithNameProblemAndExample() {
        var settings = Settings.of(Map.of("LECTERN_PORT", "eighty"), folder);
        settings.key("port", "").as(PORT, 8080);
        assertThatThrownBy(settings::refuseProblems)
                .hasMessage("LECTERN_PORT is \"eighty\", which is not a whole number from 0 to 65535;"
                        + " write for example `LECTERN_PORT=8080`.");
    }

    @Test
    void aWrongLineIsToldWithFileAndLine() throws IOException {
        var file = write("# where to listen", "", "port = 99999");
        var settings = Settings.of(Map.of(), folder, file);
        settings.key("port", "").as(PORT, 8080);
        assertThatThrownBy(settings::refuseProblems)
                .hasMessage(
                        "port in %s, line 3 is \"99999\", which is not a whole number from 0 to 65535; write for example `port = 8080`."
                                .formatted(file));
    }

    @Test
    void aWrongAliasIsToldInItsOwnName() {
        var settings = Settings.of(Map.of("SYNC_PORT", "x"), folder);
        settings.key("port", "").alias("SYNC_PORT").as(PORT, 8080);
        assertThatThrownBy(settings::refuseProblems).hasMessageContaining("write for example `SYNC_PORT=8080`");
    }

    @Test
    void everyProblemIsToldAtOnce() {
        var settings = Settings.of(Map.of("LECTERN_PORT", "x", "LECTERN_PLAIN_PORT", "y"), folder);
        settings.key("port", "").as(PORT, 8080);
        settings.key("plain-port", "").optional(PORT, "none");
        assertThatThrownBy(settings::refuseProblems)
                .isInstanceOfSatisfying(
                        SettingsException.class, e -> assertThat(e.problems()).hasSize(2));
    }

    @Test
    void aSecretIsReadFromItsFileWithoutTheLineEnd() throws IOException {
        Files.writeString(folder.resolve("token"), "hush hush\n");
        var settings = Settings.of(Map.of("LECTERN_TOKEN_FILE", "token"), folder);
        assertThat(settings.key("token", "").secret().optional(Kind.text("a text", "x"), "none"))
                .contains("hush hush");
        assertThat(settings.asked()).singleElement().satisfies(setting -> {
            assertThat(setting.value()).isEqualTo("********");
            assertThat(setting.origin()).isEqualTo("LECTERN_TOKEN_FILE");
        });
        settings.refuseProblems();
    }

    @Test
    void aSecretAndItsFileAreNotBothSet() throws IOException {
        Files.writeString(folder.resolve("token"), "hush");
        var settings = Settings.of(Map.of("LECTERN_TOKEN_FILE", "token", "LECTERN_TOKEN", "hush"), folder);
        settings.key("token", "").secret().optional(Kind.text("a text", "x"), "none");
        assertThatThrownBy(settings::refuseProblems)
                .hasMessage("LECTERN_TOKEN and LECTERN_TOKEN_FILE are both set; keep one of them.");
    }

    @Test
    void aSecretFileThatIsMissingOrEmptyStopsTheStart() throws IOException {
        Files.writeString(folder.resolve("empty"), "\n");
        for (var name : List.of("missing", "empty")) {
            var settings = Settings.of(Map.of("LECTERN_TOKEN_FILE", name), folder);
            settings.key("token", "").secret().optional(Kind.text("a text", "x"), "none");
            assertThatThrownBy(settings::refuseProblems)
                    .hasMessageStartingWith("LECTERN_TOKEN_FILE names ")
                    .hasMessageContaining(name);
        }
    }

    @Test
    void aWrongSecretIsNotRepeated() {
        var settings = Settings.of(Map.of("LECTERN_TOKEN", "hush"), folder);
        settings.key("token", "").secret().optional(Kind.text("longer", "y").onlyIf(text -> text.length() > 8), "none");
        assertThatThrownBy(settings::refuseProblems)
                .hasMessageContaining("LECTERN_TOKEN is set, but it is not longer")
                .hasMessageNotContaining("hush");
    }

    @Test
    void unknownKeysOfOursStopTheStartAndANearOneIsSuggested() throws IOException {
        var file = write("publik-url = https://example.org");
        var settings = Settings.of(Map.of("LECTERN_PROT", "1", "PROT", "1"), folder, file);
        settings.key("port", "").as(PORT, 8080);
        settings.key("public-url", "").optional(Kind.address(), "none");
        assertThatThrownBy(settings::refuseProblems).hasMessage("""
                        LECTERN_PROT is no setting of Lectern; did you mean LECTERN_PORT?
                        publik-url in %s, line 1 is no setting of Lectern; did you mean public-url?""".formatted(file));
    }

    @Test
    void aVariableNameInTheFileIsAnsweredWithTheKey() throws IOException {
        var settings = Settings.of(Map.of(), folder, write("LECTERN_PORT = 1"));
        settings.key("port", "").as(PORT, 8080);
        assertThatThrownBy(settings::refuseProblems).hasMessageEndingWith("did you mean port?");
    }

    @Test
    void nothingIsSuggestedWhenNothingIsNear() {
        var settings = Settings.of(Map.of("LECTERN_ZEBRA_CROSSING", "1"), folder);
        settings.key("port", "").as(PORT, 8080);
        assertThatThrownBy(settings::refuseProblems).hasMessage("LECTERN_ZEBRA_CROSSING is no setting of Lectern.");
    }

    @Test
    void relativePathsCountFromWhereTheyWereWritten() throws IOException {
        var elsewhere = Files.createDirectory(folder.resolve("etc"));
        var file = Files.write(elsewhere.resolve("lectern.conf"), List.of("calibre = books"));
        var settings = Settings.of(Map.of("LECTERN_DATA", "./data"), folder, file);
        var path = Kind.path("a folder", "/x");
        assertThat(settings.key("calibre", "").optional(path, "none")).contains(elsewhere.resolve("books"));
        assertThat(settings.key("data", "").optional(path, "none")).contains(folder.resolve("data"));
    }

    @Test
    void theFileIsRefusedWhenALineIsNoSettingOrAKeyComesTwice() throws IOException {
        var noSetting = write("port 80");
        assertThatThrownBy(() -> Settings.of(Map.of(), folder, noSetting))
                .hasMessage("%s, line 1 is not `key = value`; write for example `port = 8080`.".formatted(noSetting));
        var twice = write("port = 1", "# and again", "port = 2");
        assertThatThrownBy(() -> Settings.of(Map.of(), folder, twice))
                .hasMessage("%s sets port twice, in lines 1 and 3; keep one of them.".formatted(twice));
        assertThatThrownBy(() -> Settings.of(Map.of(), folder, folder.resolve("nowhere.conf")))
                .hasMessage("There is no file of settings at %s.".formatted(folder.resolve("nowhere.conf")));
    }

    @Test
    void aVariableOfOthersCanBeRefused() {
        var settings = Settings.of(Map.of("DB_BACKEND", "dynamodb"), folder);
        settings.variable("DB_BACKEND", "", "sql"::equals, "which is not supported");
        assertThatThrownBy(settings::refuseProblems).hasMessage("DB_BACKEND is \"dynamodb\", which is not supported.");
    }

    private Path write(String... lines) throws IOException {
        return Files.write(folder.resolve("lectern.conf"), List.of(lines));
    }
}
