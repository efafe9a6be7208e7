package lectern.anki.collection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.anki.collection.Exchange.Amounts;

import static org.assertj.core.api.Assertions.assertThat;

class ExchangeTest {
    @Test
    void whatTheActivitySaysIsReadAgain() {
        var exchange = new Exchange(new Amounts(1, 2, 3, 4, 5), Amounts.NONE);
        assertThat(exchange.words())
                .isEqualTo("received notes 1, cards 2, reviews 3, deletions 4, others 5; sent nothing");
        assertThat(Exchange.parse(exchange.words())).contains(exchange);
        var nothing = new Exchange(Amounts.NONE, Amounts.NONE);
        assertThat(Exchange.parse(nothing.words())).contains(nothing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "received nothing",
                "received 3; sent nothing",
                "no sync is open",
                "received notes 1, cards 99999999999999999999, reviews 3, deletions 4, others 5; sent nothing"
            })
    void otherWordsSayNothingOfThat(String words) {
        assertThat(Exchange.parse(words)).isEmpty();
    }
}
