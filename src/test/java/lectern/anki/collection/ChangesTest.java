package lectern.anki.collection;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import lectern.db.TestDatabase;

import static lectern.anki.collection.NormalSyncTest.refused;
import static lectern.anki.collection.TestSync.note;
import static org.assertj.core.api.Assertions.assertThat;

class ChangesTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.sqlite(); // every test has an account of its own

    @TempDir
    private Path root;

    private TestSync server;

    @BeforeEach
    void open() throws IOException {
        server = new TestSync(DATABASE.open(), root);
        server.sync(0, "{}");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static String type(long id, String name, long mod, String... fields) {
        return """
                {"id":%d,"name":"%s","type":0,"mod":%d,"usn":0,"sortf":0,"did":null,"css":"","latexPre":"","latexPost":"",
                "flds":[%s],"tmpls":[{"name":"Card 1","ord":0,"qfmt":"{{a}}","afmt":""}],"vers":[7]}
                """.formatted(id, name, mod, String.join(",", fields));
    }

    private static String field(String name) {
        return "{\"name\":\"%s\",\"ord\":0,\"sticky\":false,\"rtl\":false,\"font\":\"Arial\",\"size\":20}"
                .formatted(name);
    }

    private static String deck(long id, String name, long mod) {
        return """
                {"id":%d,"name":"%s","mod":%d,"usn":0,"dyn":0,"conf":1,"desc":"","collapsed":false,"lrnToday":[0,0],
                "revToday":[0,0],"newToday":[0,0],"timeToday":[0,0],"unheardOf":{"a":1}}
                """.formatted(id, name, mod);
    }

    private static String preset(long id, String name, long mod) {
        return """
                {"id":"%d","name":"%s","mod":%d,"usn":0,"maxTaken":60,"autoplay":true,"timer":0,"new":null,"rev":null,
                "lapse":null}
                """.formatted(id, name, mod);
    }

    private static String decks(String... decks) {
        return "{\"models\":[],\"decks\":[[%s],[]],\"tags\":[]}".formatted(String.join(",", decks));
    }

    private static String types(String... types) {
        return "{\"models\":[%s],\"decks\":[[],[]],\"tags\":[]}".formatted(String.join(",", types));
    }

    private static String presets(String preset) {
        return "{\"models\":[],\"decks\":[[],[%s]],\"tags\":[]}".formatted(preset);
    }

    private static String tags(String... tags) {
        return "{\"models\":[],\"decks\":[[],[]],\"tags\":[\"%s\"]}".formatted(String.join("\",\"", tags));
    }

    private JsonNode exchange(long since, String changes) throws IOException {
        var device = server.device("a");
        device.start(since);
        var answer = device.applyChanges(changes);
        device.finish();
        return answer;
    }

    private JsonNode since(long usn) throws IOException {
        var device = server.device("b");
        device.start(usn);
        var answer = device.applyChanges(tags());
        device.abort();
        return answer;
    }

    @Test
    void whatOneSentTheOtherGetsWithTheNumberOfTheSync() throws IOException {
        var answer = exchange(1, """
                {"models":[%s],"decks":[[%s],[%s]],"tags":["french"]}
                """.formatted(
                type(7, "Vocab", 10, field("Word"), field("Meaning")), deck(8, "A::B", 11), preset(9, "Mine", 12)));
        assertThat(answer).hasToString("{\"models\":[],\"decks\":[[],[]],\"tags\":[]}");

        var theirs = since(1);
        var type = theirs.get("models").get(0);
        assertThat(type.get("usn").intValue()).isEqualTo(1);
        assertThat(type.get("mod").intValue()).isEqualTo(10);
        assertThat(type.get("flds")).hasSize(2);
        assertThat(type.get("vers")).hasToString("[7]");
        var deck = theirs.get("decks").get(0).get(0);
        assertThat(deck.get("name").stringValue()).isEqualTo("A::B");
        assertThat(deck.get("usn").intValue()).isEqualTo(1);
        assertThat(deck.get("unheardOf")).hasToString("{\"a\":1}");
        var preset = theirs.get("decks").get(1).get(0);
        assertThat(preset.get("id").longValue()).isEqualTo(9);
        assertThat(preset.get("usn").intValue()).isEqualTo(1);
        assertThat(theirs.get("tags")).hasToString("[\"french\"]");
        assertThat(since(2)).hasToString("{\"models\":[],\"decks\":[[],[]],\"tags\":[]}");
    }

    @Test
    void aSlowClockLosesNothingThatNobodyElseChanged() throws IOException {
        exchange(1, decks(deck(8, "A", 50)));
        exchange(2, decks(deck(8, "B", 10)));
        assertThat(server.text("select name as t from decks where id = 8")).isEqualTo("B");
        exchange(3, presets(preset(9, "A", 50)));
        exchange(4, presets(preset(9, "B", 10)));
        assertThat(server.text("select name as t from deck_config where id = 9"))
                .isEqualTo("B");
        exchange(5, types(type(7, "A", 50, field("Word"))));
        exchange(6, types(type(7, "B", 10, field("Word"))));
        assertThat(server.text("select name as t from notetypes where id = 7")).isEqualTo("B");
    }

    @Test
    void ofTwoChangesTheLaterWinsAndInTheSameSecondOurs() throws IOException {
        exchange(1, decks(deck(8, "A", 20)));
        exchange(1, decks(deck(8, "earlier", 19)));
        assertThat(server.text("select name as t from decks where id = 8")).isEqualTo("A");
        assertThat(exchange(1, decks(deck(8, "same", 20)))
                        .get("decks")
                        .get(0)
                        .get(0)
                        .get("name"))
                .hasToString("\"A\"");
        assertThat(server.text("select name as t from decks where id = 8")).isEqualTo("A");
        exchange(1, decks(deck(8, "later", 21)));
        assertThat(server.text("select name as t from decks where id = 8")).isEqualTo("later");
    }

    @Test
    void theOfficialServersRulesCanBeHad() {
        var terms = new Terms(5, 3, true, Merge.OFFICIAL);
        assertThat(terms.accepts(20, 20, 4)).isTrue();
        assertThat(terms.accepts(19, 20, 4)).isFalse();
        assertThat(terms.accepts(19, 20, 2)).isFalse();
    }

    /// As the client does it, which keeps its own name and adds the plus to ours.
    @Test
    void ofTwoWithOneNameTheStoredOneGetsAPlusAndEveryDeviceHearsOfBoth() throws IOException {
        exchange(1, decks(deck(8, "Straße", 20)));
        exchange(2, decks(deck(9, "STRASSE", 30)));
        assertThat(server.text("select name as t from decks where id = 9")).isEqualTo("STRASSE");
        assertThat(server.text("select name as t from decks where id = 8")).isEqualTo("Straße+");
        assertThat(server.number("select mtime_secs as n from decks where id = 8"))
                .isEqualTo(server.clock.instant().getEpochSecond() + 1);
        var next = since(3).get("decks").get(0);
        assertThat(next).hasSize(2);
        assertThat(next.get(0).get("name").stringValue()).isEqualTo("Straße+"); // before its name is another's
        assertThat(next.get(1).get("name").stringValue()).isEqualTo("STRASSE");

        exchange(3, types(type(7, "basic", 10, field("Word"))));
        assertThat(server.text("select name as t from notetypes where id = 7")).isEqualTo("basic");
        assertThat(since(4).get("models").get(0).get("name").stringValue()).isEqualTo("Basic+");
        assertThat(since(4).get("models")).hasSize(2);
    }

    @Test
    void aNameCanBeGivenAwayAndTakenInOneSync() throws IOException {
        exchange(1, decks(deck(8, "B", 20), deck(9, "A", 20)));
        exchange(2, decks(deck(8, "A", 30), deck(9, "C", 30)));
        assertThat(server.text("select name as t from decks where id = 8")).isEqualTo("A");
        assertThat(server.text("select name as t from decks where id = 9")).isEqualTo("C");
    }

    @Test
    void aNoteTypeKeepsItsShape() throws IOException {
        exchange(1, types(type(7, "A", 20, field("Word"), field("Meaning"))));
        var before = server.state();
        var device = server.device("a");
        device.start(2);
        refused(400, () -> device.applyChanges(types(type(7, "A", 30, field("Word")))));
        refused(409, device::finish);
        assertThat(server.state()).isEqualTo(before);
        assertThat(server.number("select count(*) as n from fields where ntid = 7"))
                .isEqualTo(2);
    }

    @Test
    void twoFieldsOfOneNameAreRefused() throws IOException {
        server.device("a").start(1);
        refused(400, () -> server.device("a").applyChanges(types(type(7, "A", 20, field("Word"), field("WORD")))));
        assertThat(server.number("select count(*) as n from notetypes where id = 7"))
                .isZero();
    }

    @Test
    void aTagIsThereOnceInItsFirstSpelling() throws IOException {
        exchange(1, tags("Verb", "verb::irregular", "a b"));
        exchange(2, tags("VERB", "VERB::Irregular", "verb::regular"));
        assertThat(server.texts("select tag as t from tags order by tag"))
                .containsExactly("ab", "Verb", "Verb::irregular", "Verb::regular");
        assertThat(since(2).get("tags")).hasToString("[\"Verb::regular\"]");
    }

    @Test
    void theConfigurationIsTheNewerSides() throws IOException {
        exchange(1, """
                {"models":[],"decks":[[],[]],"tags":[],"conf":{"a":{"x":[1.50,"ü"]},"curDeck":1},"crt":1400000000}
                """);
        exchange(2, """
                {"models":[],"decks":[[],[]],"tags":[],"conf":{"b":12345678901234567890}}
                """);
        var device = server.device("a");
        device.call(server.collections::start, "{\"minUsn\":3,\"lnewer\":false}");
        assertThat(device.applyChanges(tags()))
                .hasToString("{\"models\":[],\"decks\":[[],[]],\"tags\":[],"
                        + "\"conf\":{\"b\":12345678901234567890},\"crt\":1400000000}");
    }

    @Test
    void whatIsMissingIsEmptyAndWhatIsWrongIsRefused() throws IOException {
        assertThat(exchange(1, "{}")).hasToString("{\"models\":[],\"decks\":[[],[]],\"tags\":[]}");
        var device = server.device("a");
        device.start(2);
        for (var changes : new String[] {
            "7",
            "{\"models\":{}}",
            "{\"models\":[7]}",
            "{\"models\":[{\"id\":1}]}",
            "{\"decks\":[[{}],[]]}",
            "{\"decks\":[[],[{}]]}",
            "{\"tags\":[7]}",
            "{\"conf\":7}",
            "{\"crt\":\"x\"}"
        }) {
            refused(400, () -> device.applyChanges(changes));
        }
        refused(400, () -> device.call(server.collections::applyChanges, "{}"));
        device.finish();
    }

    @Test
    void aNoteNeedsItsNoteTypeAndAllItsFields() throws IOException {
        var before = server.state();
        for (var wrong :
                new String[] {note(500, 77, 10, "a\u001fb"), note(500, 10, "a"), note(500, 10, "a\u001fb\u001fc")}) {
            var device = server.device("a");
            device.start(1);
            refused(400, () -> device.applyChunk("{\"notes\":[" + wrong + "]}"));
            refused(409, device::finish);
        }
        assertThat(server.state()).isEqualTo(before);
        var device = server.device("a");
        device.start(1);
        device.applyChanges(types(type(7, "Vocab", 10, field("Word"), field("Meaning"))));
        device.applyChunk("{\"notes\":[" + note(500, 7, 10, "a\u001fb") + "]}");
        device.finish();
    }

    @Test
    void theServerComputesWhatIsNotSent() throws IOException {
        server.sync(
                1,
                "{\"notes\":[%s,%s]}"
                        .formatted(note(500, 10, "<b>hello</b>\u001f\u0000x\u0007y"), note(501, 10, "12\u001fb")));
        assertThat(server.number("select csum as n from notes where id = 500")).isEqualTo(2_868_168_221L);
        assertThat(server.texts("select sfld || ' ' || typeof(sfld) as t from notes order by id"))
                .containsExactly("hello text", "12 integer");
        assertThat(server.text("select flds as t from notes where id = 500")).isEqualTo("<b>hello</b>\u001fxy");
        assertThat(server.text("select tags as t from notes where id = 500")).isEqualTo(" b a ");
        var other = server.device("b");
        other.start(1);
        assertThat(other.chunk().get("notes").get(0))
                .hasToString("[500,\"guid500\",%d,10,1,\" b a \",\"<b>hello</b>\\u001Fxy\",\"\",\"\",0,\"\"]"
                        .formatted(TestSync.NOTE_TYPE));
    }

    @Test
    void buriedCardsComeBackWhenTheDayChanges() throws IOException {
        var day = Instant.parse("2026-03-01T00:00:00Z");
        exchange(1, """
                {"models":[],"decks":[[],[]],"tags":[],"crt":%d,
                "conf":{"creationOffset":-60,"localOffset":-60,"rollover":4,"lastUnburied":9}}
                """.formatted(day.minus(Duration.ofDays(10)).getEpochSecond()));
        server.sync(
                2,
                "{\"cards\":[%s,%s,%s,%s]}"
                        .formatted(buried(1, 0, 5), buried(2, 2, 5), buried(3, 1, 2_000_000_000), buried(4, 3, 77)));
        assertThat(server.texts("select queue as t from cards order by id")).containsOnly("-2");
        long number = server.state().usn();
        server.clock.goOn(Duration.ofDays(1));
        server.sync(number, "{}");
        assertThat(server.texts("select queue as t from cards order by id")).containsExactly("0", "2", "1", "3");
        assertThat(server.number("select max(usn) as n from cards")).isLessThan(number);
        assertThat(server.text("select val as t from config where KEY = 'lastUnburied'"))
                .isEqualTo("11");
    }

    private static String buried(long id, int type, long due) {
        return "[%d,500,1,0,10,0,%d,-2,%d,0,0,0,0,0,0,0,0,\"\"]".formatted(id, type, due);
    }
}
