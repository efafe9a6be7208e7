package lectern.anki.schema;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "Languages::French, Languages>French",
        "::, blank>blank",
        "' a :: b ', a>b",
        "a:::b, a>b",
        ":a::b:, a>b",
        "a::\u0007::b, a>blank>b",
        "\u00a0a\u2003\u3000::x, a>x",
        "e\u0301, \u00e9",
        "a\u001fb, ab",
        "a\u200b, a\u200b",
        "a b, a b"
    })
    void aDeckIsStoredUnderItsComponents(String written, String stored) {
        assertThat(Names.storedDeck(written)).isEqualTo(stored.replace('>', '\u001f'));
        assertThat(Names.writtenDeck(Names.storedDeck(written))).isEqualTo(stored.replace(">", "::"));
    }

    @ParameterizedTest
    @CsvSource({
        "french, french",
        "French::Verbs, French::Verbs",
        "a b::c\u3000d, ab::cd",
        "::, blank::blank",
        "a:b, a:b",
        "'\u00a0x\u0085', x",
        "e\u0301\u0001, \u00e9"
    })
    void aTagIsStoredWithoutBlanks(String written, String stored) {
        assertThat(Names.tag(written)).isEqualTo(stored);
    }
}
