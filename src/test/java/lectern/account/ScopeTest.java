package lectern.account;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ScopeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "everything",
                "reading",
                "anki",
                "dav",
                "store",
                "store:notes/:r",
                "store:notes/:rw",
                "store:a:b:rw",
                "store:notes/:rw store:contacts/:r"
            })
    void theTextFormLeadsBackToTheScope(String text) {
        assertThat(Scope.parse(text).map(Scope::text)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Reading",
                "store:",
                "store::rw",
                "store:notes/",
                "store:notes/:w",
                "store:a b:r",
                "store:a:r  store:b:r",
                "reading anki",
                "store store:a:r"
            })
    void otherTextsAreNoScope(String text) {
        assertThat(Scope.parse(text)).isEmpty();
    }

    @Test
    void aPrefixMayBeReadOnly() {
        assertThat(Scope.parse("store:notes/:r store:a:rw"))
                .contains(new Scope.Store(List.of(new Scope.Prefix("notes/", false), new Scope.Prefix("a", true))));
    }

    @ParameterizedTest
    @CsvSource({
        "everything, KOSYNC ANKI STORE WEB OPERATOR",
        "reading, KOSYNC",
        "anki, ANKI",
        "dav, ''",
        "store, STORE",
        "store:notes/:r, STORE"
    })
    void aScopeOpensItsDoorOnly(String text, String doors) {
        var scope = Scope.parse(text).orElseThrow();

        assertThat(Arrays.stream(Door.values()).filter(scope::opens).map(Door::name))
                .containsExactly(doors.isEmpty() ? new String[0] : doors.split(" "));
    }
}
