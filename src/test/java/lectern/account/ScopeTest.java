package lectern.account;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
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
                "store::r",
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
                "store:rw",
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
        "everything, store:notes/:rw, store:notes/:rw",
        "store, store::r, store::r",
        "store:notes/:rw, store::r, store:notes/:r",
        "store:notes/:r, store:notes/a/:rw, store:notes/a/:r",
        "store:notes/:rw store:a:r, store:notes/b:rw store:ab:rw, store:notes/b:rw store:ab:r",
        "store:notes/:rw, store:contacts/:r, ",
        "reading, store:notes/:r, "
    })
    void whoAsksForLessGetsLessAndNeverMore(String has, String wanted, @Nullable String left) {
        var narrowed = Scope.parse(has).orElseThrow().narrowedTo((Scope.Store)
                Scope.parse(wanted).orElseThrow());

        assertThat(narrowed.map(Scope::text)).isEqualTo(Optional.ofNullable(left));
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
