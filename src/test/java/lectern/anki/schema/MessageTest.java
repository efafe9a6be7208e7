package lectern.anki.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import anki.deck_config.DeckConfig;
import anki.decks.Deck.Normal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MessageTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing at all
                "0800", // a default that somebody wrote nevertheless
                "0a00",
                "888000868080808000", // numbers with needless bytes
                "10ffffffffffffffffff01", // minus one
                "1a0161 1a0162 0d0000803f 09ffffffffffffffff", // twice the same member, and out of order
                "fa1f027b7d" // number 511
            })
    void whatNobodyChangesStaysAsItWas(String hex) {
        assertThat(Message.of(bytes(hex)).bytes()).isEqualTo(bytes(hex));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08", // no value
                "88", // half a tag
                "0880", // half a number
                "08ffffffffffffffffffff01", // eleven bytes
                "0a05616263", // a text that is too short
                "0affffffffffffffffff0161", // and one of a negative length
                "0affffffff0761",
                "0d000080", // half a float
                "0900000000000000", // half a double
                "0001", // number 0
                "0b0c", // a group
                "0f00", // a form that does not exist
                "808080808001 00" // a number beyond 29 bits
            })
    void whatIsNoMessageIsUnreadable(String hex) {
        assertThatThrownBy(() -> Message.of(bytes(hex))).isInstanceOf(Unreadable.class);
    }

    @Property
    void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
        try {
            assertThat(Message.of(bytes).bytes()).isEqualTo(bytes);
        } catch (Unreadable refused) {
            assertThat(refused.reason()).contains("a blob");
        }
    }

    @Test
    void whatIsCutOffIsReadOrRefused() {
        var whole = DeckConfig.Config.newBuilder()
                .addLearnSteps(1)
                .setNewPerDay(300)
                .setInitialEase(2.5f)
                .build()
                .toByteArray();
        for (int length = 0; length < whole.length; length++) {
            anyBytesAreReadOrRefused(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void aMemberIsPutWhereItsNumberBelongs() {
        var message = Member.text(3).set(Message.EMPTY, "c");
        message = Member.text(9).set(message, "i");
        message = Member.text(1).set(message, "a");
        message = Member.text(5).set(message, "e");
        message = Member.text(3).set(message, "C");

        assertThat(message.bytes()).isEqualTo(bytes("0a0161 1a0143 2a0165 4a0169"));
    }

    @Test
    void unknownMembersKeepTheirPlaceAndTheirBytes() {
        var message = Message.of(bytes("0a0161 10888000 1a0163"));

        assertThat(Member.text(3).set(Member.text(1).set(message, "A"), "C").bytes())
                .isEqualTo(bytes("0a0141 10888000 1a0143"));
    }

    @Test
    void theLastOfEqualMembersCounts() {
        assertThat(Member.text(3).in(Message.of(bytes("1a0161 1a0162")))).isEqualTo("b");
        assertThat(Member.text(3).set(Message.of(bytes("1a0161 1a0162")), "c").bytes())
                .isEqualTo(bytes("1a0163"));
    }

    @Test
    void aMemberOfAnotherFormIsUnreadable() {
        var message = Message.of(bytes("0801 1201ff 1d0000803f"));

        assertThatThrownBy(() -> Member.text(1).in(message)).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> Member.text(2).in(message)).as("not UTF-8").isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> Member.numbers(2).in(message)).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> Member.uint32(3).in(message)).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> Member.number(1, 0f).in(message)).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> Member.message(2).in(message)).isInstanceOf(Unreadable.class);
    }

    @Test
    void defaultsAreNotWrittenUnlessTheirPresenceMatters() {
        var message = Member.text(1).set(Message.EMPTY, "");
        message = Member.flag(2).set(message, false);
        message = Member.uint32(3).set(message, -5L);
        message = Member.number(4, 1f).set(message, 0f);
        message = Member.numbers(5).set(message, List.of());
        message = Member.bytes(6).set(message, new byte[0]);
        assertThat(message.bytes()).isEmpty();

        message = Member.presentUint32(7).set(message, Optional.of(0L));
        message = Member.message(8).set(message, Optional.of(Message.EMPTY));
        assertThat(message.bytes()).isEqualTo(bytes("3800 4200"));
        assertThat(Member.presentUint32(7).in(message)).contains(0L);
        assertThat(Member.presentUint32(7).set(message, Optional.empty()).bytes())
                .isEqualTo(bytes("4200"));
    }

    @Test
    void listsOfNumbersAreReadPackedAndOneByOne() {
        var message = Message.of(bytes("0d0000803f 0a080000004000004040 0d00008040"));

        assertThat(Member.numbers(1).in(message)).containsExactly(1f, 2f, 3f, 4f);
        assertThat(Member.varints(2).in(Message.of(bytes("1005 1202ac02")))).containsExactly(5L, 300L);
    }

    @Test
    void whatIsNotFiniteIsReplaced() {
        var message = Message.of(bytes("0d0000c07f 1504000080 1a080000803f0000807f"));

        assertThat(Member.number(1, 2.5f).in(message)).isEqualTo(2.5f);
        assertThat(Member.numbers(3, 1f, 10f).in(message)).containsExactly(1f, 10f);
    }

    @Property
    void theGeneratedClassesOfTheEngineReadWhatIsWritten(
            @ForAll long config, @ForAll int limit, @ForAll String description, @ForAll boolean markdown) {
        var message = Member.int64(1).set(Message.EMPTY, config);
        message = Member.presentUint32(6).set(message, Optional.of(Integer.toUnsignedLong(limit)));
        message = Member.text(4).set(message, description);
        message = Member.flag(5).set(message, markdown);

        assertThat(message.bytes())
                .isEqualTo(Normal.newBuilder()
                        .setConfigId(config)
                        .setReviewLimit(limit)
                        .setDescription(whole(description))
                        .setMarkdownDescription(markdown)
                        .build()
                        .toByteArray());
    }

    /// As UTF-8 writes it, which has no half characters.
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
