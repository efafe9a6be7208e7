package lectern.wire;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WireCaseTest {
    @Test
    void aFileIsReadIntoItsExchanges() {
        var read = WireCase.parse("one.txt", """
                # A reader finds its place.
                # Seen with KOReader.
                server kosync.cards = on
                always Accept: application/json

                == 8. A push is accepted
                > PUT /syncs/progress
                > x-auth-user: ana
                >
                > {"document":"dune"}
                < 200
                < Content-Type: application/json
                <- Set-Cookie
                <
                < {"document":"dune","timestamp":${t:\\d+}}

                == A pull without an Accept
                > GET /syncs/progress/dune
                >- accept
                < 404
                <
                <+ nothing
                <- dune
                """);

        assertThat(read.sentence()).isEqualTo("A reader finds its place.");
        assertThat(read.server()).containsEntry("kosync.cards", "on");
        assertThat(read.exchanges()).hasSize(2);
        var push = read.exchanges().getFirst();
        assertThat(push.line()).isEqualTo(6);
        assertThat(push.asked().headers())
                .containsExactly(new Header("Accept", "application/json"), new Header("x-auth-user", "ana"));
        assertThat(push.asked().body()).isEqualTo("{\"document\":\"dune\"}");
        assertThat(push.wanted().headersUnwanted()).containsExactly("Set-Cookie");
        assertThat(push.wanted().bodyIsWhole()).isTrue();
        var pull = read.exchanges().getLast();
        assertThat(pull.asked().headers()).isEmpty();
        assertThat(pull.wanted().bodyIsWhole()).isFalse();
        assertThat(pull.wanted().pieces()).containsExactly("nothing");
        assertThat(pull.wanted().piecesUnwanted()).containsExactly("dune");
    }

    @Test
    void anEmptyBodyIsWantedWhenNothingFollowsTheEmptyLine() {
        var read = WireCase.parse("one.txt", "# Empty.\n== Empty\n> OPTIONS /\n< 204\n<\n");

        assertThat(read.exchanges().getFirst().wanted().bodyIsWhole()).isTrue();
        assertThat(read.exchanges().getFirst().wanted().body()).isEmpty();
    }

    @Test
    void aMistakeInAFileNamesItsLine() {
        assertThatThrownBy(() -> WireCase.parse("one.txt", "# Bad.\n== Bad\n< 200\n"))
                .hasMessage("one.txt:3: expected a line that begins with `> `");
    }

    @Test
    void whatMatchedIsSaidAgain() {
        var memory = new Memory();

        assertThat(memory.mismatch("{\"t\":${t:\\d{1,3}}}", "{\"t\":17}")).isEmpty();
        assertThat(memory.fill("at ${t}, ${x*3}")).isEqualTo("at 17, xxx");
        assertThat(memory.mismatch("{\"t\":${t}}", "{\"t\":18}")).hasValue("wanted: {\"t\":17}\n   got: {\"t\":18}");
    }
}
