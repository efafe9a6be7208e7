package lectern.anki.schema;

import java.util.HexFormat;
import java.util.stream.LongStream;

import anki.decks.Deck.Common;
import anki.decks.Deck.Filtered;
import anki.decks.Deck.KindContainer;
import anki.decks.Deck.Normal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static lectern.anki.schema.Wire.json;
import static lectern.anki.schema.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeckTest {
    static final String NORMAL = """
            {"id":1,"mod":1760000000,"name":"Languages::French","usn":7,\
            "lrnToday":[430,0],"revToday":[430,25],"newToday":[430,5],"timeToday":[430,310000],\
            "collapsed":false,"browserCollapsed":true,"dyn":0,\
            "conf":1,"extendNew":0,"extendRev":0,"desc":"","reviewLimit":null,"newLimit":30,\
            "reviewLimitToday":null,"newLimitToday":{"limit":50,"today":430},"desiredRetention":90}""";

    static final String FILTERED = """
            {"id":1760000000999,"mod":1760000100,"name":"Cram","usn":7,\
            "lrnToday":[0,0],"revToday":[0,0],"newToday":[0,0],"timeToday":[0,0],\
            "collapsed":true,"browserCollapsed":true,"dyn":1,"desc":"",\
            "resched":true,"terms":[["tag:exam",100,1],["",20,6]],"separate":true,"delays":null,\
            "previewDelay":0,"previewAgainSecs":60,"previewHardSecs":600,"previewGoodSecs":0}""";

    @Test
    void whatAClientSendsIsWhatAClientGets() {
        assertThat(text(Deck.of(json(NORMAL)).toJson())).isEqualTo(NORMAL);
        assertThat(text(Deck.of(json(FILTERED)).toJson())).isEqualTo(FILTERED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            id               | '1700000000001'   | 1700000000001
            id               | missing           | refused
            mod              | missing           | 0
            mod              | '12'              | 12
            mod              | null              | refused
            name             | 5                 | refused
            name             | missing           | refused
            usn              | missing           | refused
            dyn              | missing           | refused
            dyn              | 'x'               | refused
            dyn              | false             | 0
            dyn              | 2                 | 0
            lrnToday         | missing           | refused
            lrnToday         | 5                 | refused
            lrnToday         | [430,9]           | [430,9]
            lrnToday         | [429,9]           | [430,0]
            lrnToday         | [0,430,9]         | [430,9]
            lrnToday         | [9]               | [430,0]
            lrnToday         | []                | [430,0]
            lrnToday         | [430,'x']         | [430,0]
            lrnToday         | [430,-3]          | [430,-3]
            lrnToday         | [430,1.5]         | [430,0]
            revToday         | [429,7]           | [430,0]
            revToday         | [431,7]           | [431,7]
            newToday         | missing           | refused
            newToday         | ['x',7]           | [430,0]
            timeToday        | [1,99]            | [430,99]
            timeToday        | missing           | refused
            collapsed        | 1                 | refused
            collapsed        | missing           | refused
            browserCollapsed | missing           | false
            browserCollapsed | 0                 | refused
            desc             | missing           | ''
            desc             | null              | refused
            desc             | 'a'               | 'a'
            md               | missing           | missing
            md               | false             | missing
            md               | true              | true
            md               | 1                 | refused
            return           | true              | missing
            conf             | '1600000000001'   | 1600000000001
            conf             | missing           | refused
            extendNew        | missing           | 0
            extendNew        | -10               | 0
            extendNew        | 10                | 10
            extendNew        | 'x'               | 0
            extendRev        | missing           | 0
            extendRev        | -10               | 0
            reviewLimit      | missing           | null
            reviewLimit      | 0                 | 0
            reviewLimit      | -1                | null
            newLimit         | 'x'               | null
            newLimit         | 4294967295        | 4294967295
            reviewLimitToday | {'limit':0,'today':0} | {'limit':0,'today':0}
            reviewLimitToday | {'limit':5}       | null
            reviewLimitToday | missing           | null
            newLimitToday    | 7                 | null
            desiredRetention | missing           | null
            desiredRetention | 53                | 53
            desiredRetention | 0                 | 0
            desiredRetention | 0.9               | null
            terms            | [1]               | [1]
            mid              | '1342697561419'   | '1342697561419'
            """)
    void eachKeyOfANormalDeckIsReadAndWrittenAsClientsDo(String path, String sent, String expected) {
        Wire.check(NORMAL, json -> Deck.of(json).toJson(), path, sent, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            dyn              | true              | 1
            desc             | 'lost'            | ''
            desc             | missing           | ''
            desc             | 7                 | refused
            resched          | missing           | refused
            resched          | 0                 | false
            resched          | '1'               | true
            terms            | missing           | refused
            terms            | []                | []
            terms            | [['a','50',77]]   | [['a',50,77]]
            terms            | [['a',-50,0]]     | [['a',0,0]]
            terms            | [['a',1]]         | refused
            terms            | [['a','x',1]]     | refused
            separate         | missing           | true
            separate         | false             | true
            separate         | 7                 | refused
            delays           | missing           | null
            delays           | []                | null
            delays           | 7                 | null
            delays           | [1,10.5]          | [1.0,10.5]
            previewDelay     | missing           | 0
            previewDelay     | -1                | refused
            previewDelay     | 10                | 10
            previewAgainSecs | missing           | 0
            previewHardSecs  | 'x'               | refused
            previewGoodSecs  | 4294967295        | 4294967295
            conf             | 1                 | missing
            extendNew        | 1                 | missing
            newer            | {'a':[1e200]}     | {'a':[1E+200]}
            newer            | 1e-400            | refused
            newer            | [{'a':1e9999999}] | refused
            newer            | 0e-999999         | refused
            """)
    void eachKeyOfAFilteredDeckIsReadAndWrittenAsClientsDo(String path, String sent, String expected) {
        Wire.check(FILTERED, json -> Deck.of(json).toJson(), path, sent, expected);
    }

    @Test
    void everyPercentComesBack() {
        assertThat(LongStream.rangeClosed(0, 100)).allSatisfy(percent -> {
            var sent = json(NORMAL).put("desiredRetention", percent);
            assertThat(Deck.of(sent).toJson().get("desiredRetention").longValue())
                    .isEqualTo(percent);
        });
    }

    @Test
    void theBlobsAreThoseOfTheEngine() throws Exception {
        var normal = Deck.of(json(NORMAL.replace(",\"desiredRetention\":90", "").replace("[430,0]", "[430,-1]")));
        assertThat(normal.name()).isEqualTo("Languages\u001fFrench");
        assertThat(normal.common().bytes())
                .isEqualTo(Common.newBuilder()
                        .setBrowserCollapsed(true)
                        .setLastDayStudied(430)
                        .setNewStudied(5)
                        .setReviewStudied(25)
                        .setLearningStudied(-1)
                        .setMillisecondsStudied(310_000)
                        .build()
                        .toByteArray());
        assertThat(normal.kind().bytes())
                .isEqualTo(KindContainer.newBuilder()
                        .setNormal(Normal.newBuilder()
                                .setConfigId(1)
                                .setNewLimit(30)
                                .setNewLimitToday(Normal.DayLimit.newBuilder()
                                        .setLimit(50)
                                        .setToday(430)))
                        .build()
                        .toByteArray());

        var filtered = KindContainer.parseFrom(
                        Deck.of(json(FILTERED.replace("null", "[1.5]"))).kind().bytes())
                .getFiltered();
        assertThat(filtered.getReschedule()).isTrue();
        assertThat(filtered.getDelaysList()).containsExactly(1.5f);
        assertThat(filtered.getSearchTermsList())
                .containsExactly(
                        Filtered.SearchTerm.newBuilder()
                                .setSearch("tag:exam")
                                .setLimit(100)
                                .setOrderValue(1)
                                .build(),
                        Filtered.SearchTerm.newBuilder()
                                .setLimit(20)
                                .setOrderValue(6)
                                .build());
    }

    @Test
    void aKindWithoutAnyValueIsStillThere() {
        var sent =
                json(FILTERED).put("resched", false).put("previewAgainSecs", 0).put("previewHardSecs", 0);
        sent.putArray("terms");

        var filtered = Deck.of(sent);
        assertThat(filtered.kind().bytes()).isEqualTo(HexFormat.of().parseHex("1200"));
    }

    @Test
    void aDeckOfNoKindIsUnreadable() {
        var deck = Deck.of(json(NORMAL));
        var damaged = new Deck(deck.id(), deck.name(), 0, 0, deck.common(), Message.EMPTY);

        assertThatThrownBy(damaged::toJson).isInstanceOf(Unreadable.class);
    }

    @Test
    void membersOfNewerClientsSurviveAnUpdate() {
        var unknown = Message.of(HexFormat.of().parseHex("a21f0161"));
        var sent = Deck.of(json(NORMAL));
        var container = Member.message(1);
        var withUnknown = container.in(sent.kind()).map(normal -> normal.and(unknown));
        var stored = new Deck(
                sent.id(),
                "Before",
                1,
                2,
                sent.common().and(unknown),
                container.set(sent.kind(), withUnknown).and(unknown));

        var kept = sent.keepUnknown(stored);
        assertThat(kept.common()).isEqualTo(stored.common());
        assertThat(kept.kind()).isEqualTo(stored.kind());

        var nowFiltered = Deck.of(json(FILTERED)).keepUnknown(stored);
        assertThat(nowFiltered.kind()).isEqualTo(Deck.of(json(FILTERED)).kind().and(unknown));
    }
}
