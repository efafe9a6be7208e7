package lectern.web.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.account.AccountName;
import lectern.account.MailAddress;
import lectern.account.preference.Language;

import static org.assertj.core.api.Assertions.assertThat;

class MessagesTest {
    private static final Path SOURCES = Path.of("src/main/java/lectern/web");
    private static final Pattern TEXT = Pattern.compile("\"([a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.?)\"");
    private static final Pattern SAID = Pattern.compile("\\bsay\\(\\s*\"([^\"]+)\"\\s*[,)]");
    private static final Pattern COUNTED = Pattern.compile("\\bcount\\(\\s*\"([^\"]+)\"\\s*,");
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    private final Messages english = Messages.load(Language.EN);

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLanguageSaysTheSameThings(Language language) {
        assertThat(Messages.load(language).keys()).isEqualTo(english.keys());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLanguageNamesTheSameValues(Language language) {
        var messages = Messages.load(language);
        for (var key : english.keys()) {
            assertThat(places(messages, key)).as(key).isEqualTo(places(english, key));
        }
    }

    @Test
    void whateverIsSaidIsThere() throws IOException {
        var said = found(SAID);
        var counted = found(COUNTED).stream().flatMap(key -> Stream.of(key + ".one", key + ".other"));

        assertThat(said).isNotEmpty();
        assertThat(english.keys()).containsAll(said).containsAll(counted.toList());
    }

    /// A key stands in the sources as it is, or its beginning does, up to a dot, where the rest is computed.
    @Test
    void whateverIsThereIsSaid() throws IOException {
        var texts = found(TEXT);
        var unused = english.keys().stream()
                .filter(key -> !key.startsWith("reason."))
                .filter(key -> beginnings(key).noneMatch(texts::contains))
                .toList();

        assertThat(unused).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a:b", "a\tb"})
    void whatIsWrongWithANameIsSaidInGerman(String name) {
        assertThat(AccountName.problem(name).map(Messages.load(Language.DE)::translated))
                .hasValueSatisfying(sentence -> assertThat(sentence).startsWith("Ein Name "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ana", "a:b@c", "a\0b@c"})
    void whatIsWrongWithAMailAddressIsSaidInGerman(String address) {
        assertThat(MailAddress.problem(address).map(Messages.load(Language.DE)::translated))
                .hasValueSatisfying(sentence -> assertThat(sentence).startsWith("Eine Mailadresse "));
    }

    @Test
    void whatNobodyForesawIsSaidAsItIs() {
        assertThat(Messages.load(Language.DE).translated("Something new.")).isEqualTo("Something new.");
    }

    private static Stream<String> beginnings(String key) {
        var whole = Stream.of(key, key.replaceAll("\\.(one|other)$", ""), key.replaceAll("\\.detail$", ""));
        var parts = key.split("\\.", -1);
        return Stream.concat(
                whole,
                Stream.iterate(1, i -> i < parts.length, i -> i + 1)
                        .map(i -> String.join(".", Arrays.copyOf(parts, i)) + "."));
    }

    private static Set<String> found(Pattern pattern) throws IOException {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().matches(".*\\.(java|jte)"))
                    .flatMap(file -> pattern.matcher(read(file)).results().map(result -> result.group(1)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> places(Messages messages, String key) {
        var all = new Object[] {"{0}", "{1}", "{2}", "{3}", "{4}"};
        return PLACE.matcher(messages.say(key, all))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
