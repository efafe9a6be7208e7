package lectern.kosync.book;

import java.time.Instant;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryEntryTest {
    @Property
    void anIdIsReadAsItWasWritten(
            @ForAll @LongRange(min = 0, max = 999_999_999_999_999L) long number,
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second) {
        var id = new HistoryEntry.Id(number, Instant.ofEpochSecond(second, 123_456_000));
        assertThat(HistoryEntry.Id.parse(id.toString())).hasValue(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "1",
                "1-",
                "-1",
                "1-2-3",
                "a-b",
                "1- 2",
                "1234567890123456789-1",
                "1-9999999999999999999"
            })
    void anythingElseIsNoId(String text) {
        assertThat(HistoryEntry.Id.parse(text)).isEmpty();
    }
}
