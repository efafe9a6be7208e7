package lectern.account;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AccountNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"a", "user*one", "Ana Maria", "ana@example.org", "...", "名前", "\uD83D\uDE00", "%", "a\\b", "~x"})
    void theseAreNames(String text) {
        assertThat(new AccountName(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \t ",
                ".",
                "..",
                " .. ",
                "a:b",
                "a,b",
                "a/b",
                "a\u0000b",
                "a\u0085b",
                "a\nb",
                "a\u0378",
                "a\uD800",
                "\uDC00a",
                "a\uFFFF"
            })
    void theseAreNot(String text) {
        assertThat(AccountName.problem(text))
                .hasValueSatisfying(
                        problem -> assertThat(problem).startsWith("A name ").endsWith("."));
        assertThatThrownBy(() -> new AccountName(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameIsTrimmedAndComposed() {
        assertThat(new AccountName(" \u2003A\u0301na ").value()).isEqualTo("Ána");
    }

    @Test
    void lengthIsCountedInCodePointsAfterTrimming() {
        assertThat(new AccountName("  " + "\uD83D\uDE00".repeat(254)).value()).hasSize(508);
        assertThat(AccountName.problem("a".repeat(255))).isPresent();
    }

    @Test
    void namesThatDifferInCaseOrInHowTheyAreComposedAreLookedUpAlike() {
        assertThat(AccountName.lookupForm("\u03AA\u0301")).isEqualTo(AccountName.lookupForm("\u0390"));
        assertThat(AccountName.lookupForm(" ÁNA ")).isEqualTo(AccountName.lookupForm("a\u0301na"));
    }

    @Property
    void aNameStaysItselfAndFindsItself(@ForAll String text) {
        if (AccountName.problem(text).isEmpty()) {
            var name = new AccountName(text);
            assertThat(new AccountName(name.value())).isEqualTo(name);
            assertThat(AccountName.lookupForm(name.value())).isEqualTo(AccountName.lookupForm(text));
            assertThat(AccountName.lookupForm(AccountName.lookupForm(text))).isEqualTo(AccountName.lookupForm(text));
        }
    }
}
