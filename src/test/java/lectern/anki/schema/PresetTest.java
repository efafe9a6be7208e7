package lectern.anki.schema;

import java.util.HexFormat;
import java.util.stream.LongStream;

import anki.deck_config.DeckConfig;
import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

import static lectern.anki.schema.Wire.json;
import static lectern.anki.schema.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;

class PresetTest {
    static final String DEFAULT = """
            {"id":1,"mod":1760000000,"name":"Default","usn":7,"maxTaken":60,"autoplay":true,"timer":0,"replayq":true,\
            "new":{"bury":false,"delays":[1.0,10.0],"initialFactor":2500,"ints":[1,4,0],"order":1,"perDay":20},\
            "rev":{"bury":false,"ease4":1.3,"ivlFct":1.0,"maxIvl":36500,"perDay":200,"hardFactor":1.2},\
            "lapse":{"delays":[10.0],"leechAction":1,"leechFails":8,"minInt":1,"mult":0.0},\
            "dyn":false,"newMix":0,"newPerDayMinimum":0,"interdayLearningMix":0,"reviewOrder":0,"newSortOrder":0,\
            "newGatherPriority":0,"buryInterdayLearning":false,"fsrsWeights":[],"fsrsParams5":[],"fsrsParams6":[],\
            "desiredRetention":0.9,"ignoreRevlogsBeforeDate":"","easyDaysPercentages":[1.0,1.0,1.0,1.0,1.0,1.0,1.0],\
            "stopTimerOnAnswer":false,"secondsToShowQuestion":0.0,"secondsToShowAnswer":0.0,"questionAction":0,\
            "answerAction":0,"waitForAudio":true,"sm2Retention":0.9,"weightSearch":""}""";

    @Test
    void whatAClientSendsIsWhatAClientGets() {
        assertThat(text(Preset.of(json(DEFAULT)).toJson())).isEqualTo(DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            id                      | '12'                | 12
            id                      | missing             | refused
            mod                     | '12'                | 12
            mod                     | missing             | refused
            name                    | missing             | refused
            usn                     | missing             | refused
            maxTaken                | -5                  | 0
            maxTaken                | missing             | refused
            maxTaken                | 2147483648          | refused
            autoplay                | false               | false
            autoplay                | 1                   | refused
            autoplay                | missing             | refused
            timer                   | 1                   | 1
            timer                   | 200                 | 1
            timer                   | true                | 0
            timer                   | missing             | refused
            replayq                 | missing             | false
            replayq                 | 0                   | refused
            dyn                     | true                | false
            dyn                     | missing             | false
            dyn                     | 7                   | false
            newMix                  | missing             | 0
            newMix                  | 2                   | 2
            newMix                  | 'x'                 | refused
            newPerDayMinimum        | missing             | 0
            newPerDayMinimum        | -1                  | refused
            interdayLearningMix     | 1                   | 1
            reviewOrder             | 77                  | 77
            newSortOrder            | 4                   | 4
            newGatherPriority       | 5                   | 5
            buryInterdayLearning    | true                | true
            buryInterdayLearning    | missing             | false
            fsrsWeights             | [0.1,2,1e-3]        | [0.1,2.0,0.001]
            fsrsWeights             | ['x']               | refused
            fsrsWeights             | missing             | []
            fsrsParams5             | [16777217]          | [16777216]
            fsrsParams6             | missing             | []
            desiredRetention        | missing             | 0.0
            desiredRetention        | 0.8999999761581421  | 0.9
            desiredRetention        | 1e39                | refused
            desiredRetention        | 1e-99999999         | 0.0
            desiredRetention        | 1e99999999          | refused
            ignoreRevlogsBeforeDate | '2024-01-01'        | '2024-01-01'
            ignoreRevlogsBeforeDate | missing             | ''
            easyDaysPercentages     | missing             | []
            stopTimerOnAnswer       | true                | true
            secondsToShowQuestion   | 2.5                 | 2.5
            secondsToShowAnswer     | missing             | 0.0
            questionAction          | 1                   | 1
            questionAction          | 2                   | refused
            answerAction            | 4                   | 4
            answerAction            | 5                   | refused
            waitForAudio            | missing             | true
            waitForAudio            | false               | false
            sm2Retention            | missing             | 0.0
            weightSearch            | 'deck:x'            | 'deck:x'
            newer                   | [1]                 | [1]
            new                     | missing             | refused
            new                     | 7                   | {'bury':false,'delays':[1.0,10.0],'initialFactor':2500,'ints':[1,4,0],'order':1,'perDay':20}
            new.bury                | missing             | false
            new.bury                | true                | true
            new.delays              | 7                   | []
            new.delays              | [2.5]               | [2.5]
            new.initialFactor       | 1300                | 1300
            new.ints                | [3,7]               | [3,7,0]
            new.ints                | [3]                 | [1,4,0]
            new.ints                | null                | [1,4,0]
            new.ints                | [3,'x',0]           | [1,4,0]
            new.order               | 0                   | 0
            new.order               | 5                   | 1
            new.perDay              | 'x'                 | 0
            new.separate            | true                | true
            rev                     | []                  | {'bury':false,'ease4':1.3,'ivlFct':1.0,'maxIvl':36500,'perDay':200,'hardFactor':1.2}
            rev.bury                | true                | true
            rev.ease4               | 1.31                | 1.31
            rev.ivlFct              | 2                   | 2.0
            rev.maxIvl              | 0                   | 0
            rev.perDay              | -1                  | 0
            rev.hardFactor          | missing             | 1.2
            rev.fuzz                | 0.05                | 0.05
            rev.minSpace            | 1                   | 1
            lapse                   | null                | {'delays':[10.0],'leechAction':1,'leechFails':8,'minInt':1,'mult':0.0}
            lapse.delays            | []                  | []
            lapse.leechAction       | 0                   | 0
            lapse.leechAction       | 9                   | 1
            lapse.leechFails        | 0                   | 0
            lapse.minInt            | 2                   | 2
            lapse.mult              | 0.5                 | 0.5
            """)
    void eachKeyIsReadAndWrittenAsClientsDo(String path, String sent, String expected) {
        Wire.check(DEFAULT, json -> Preset.of(json).toJson(), path, sent, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            new   | initialFactor | missing | perDay
            new   | initialFactor | 65536   | perDay
            new   | ints          | missing | perDay
            new   | bury          | 1       | perDay
            new   | delays        | missing | perDay
            rev   | ease4         | 'x'     | perDay
            rev   | ivlFct        | missing | perDay
            rev   | maxIvl        | -1      | perDay
            lapse | leechFails    | missing | minInt
            lapse | mult          | null    | minInt
            """)
    void aGroupThatCannotBeReadIsTheDefaultAsAWhole(String group, String key, String sent, String other) {
        var byDefault = json(DEFAULT).get(group);
        var changed = json(DEFAULT);
        ((ObjectNode) changed.get(group)).put(other, 3).put("separate", true);
        Wire.check(
                text(changed),
                json -> {
                    var stored = Preset.of(json).toJson();
                    assertThat(stored.get(group).toString()).isEqualTo(byDefault.toString());
                    return stored;
                },
                group + "." + key,
                sent,
                byDefault.get(key).toString());
    }

    @Test
    void theBlobIsThatOfTheEngine() {
        var sent = json(DEFAULT.replaceAll(",\"(desired|easy|wait|sm2)\\w+\":[^,\\]}]*(,[0-9.,]+)?]?", "")
                .replace("\"order\":1", "\"order\":0,\"separate\":true")
                .replace("\"minInt\":1", "\"minInt\":1,\"x\":{}"));
        sent.put("waitForAudio", false).put("mine", 1.50);

        assertThat(Preset.of(sent).config().bytes())
                .isEqualTo(DeckConfig.Config.newBuilder()
                        .addLearnSteps(1)
                        .addLearnSteps(10)
                        .addRelearnSteps(10)
                        .setNewPerDay(20)
                        .setReviewsPerDay(200)
                        .setInitialEase(2.5f)
                        .setEasyMultiplier(1.3f)
                        .setHardMultiplier(1.2f)
                        .setIntervalMultiplier(1)
                        .setMaximumReviewInterval(36500)
                        .setMinimumLapseInterval(1)
                        .setGraduatingIntervalGood(1)
                        .setGraduatingIntervalEasy(4)
                        .setNewCardInsertOrderValue(1)
                        .setLeechActionValue(1)
                        .setLeechThreshold(8)
                        .setCapAnswerTimeToSecs(60)
                        .setOther(ByteString.copyFromUtf8(
                                "{\"mine\":1.5,\"new\":{\"separate\":true},\"lapse\":{\"x\":{}}}"))
                        .build()
                        .toByteArray());
    }

    @Test
    void everyInitialFactorComesBack() {
        assertThat(LongStream.rangeClosed(1_000, 5_000)).allSatisfy(factor -> {
            var sent = json("{'new':{'delays':[],'initialFactor':" + factor + ",'ints':0,'order':1,'perDay':1}}");
            var whole = json(DEFAULT);
            whole.set("new", sent.get("new"));
            assertThat(Preset.of(whole).toJson().get("new").get("initialFactor").longValue())
                    .isEqualTo(factor);
        });
    }

    @Test
    void whatIsNotFiniteOrNotKnownIsWrittenAsAClientReadsIt() {
        var config = Message.of(DeckConfig.Config.newBuilder()
                .setInitialEase(Float.NaN)
                .setEasyMultiplier(Float.POSITIVE_INFINITY)
                .addLearnSteps(Float.NEGATIVE_INFINITY)
                .setLeechActionValue(7)
                .setNewCardInsertOrderValue(7)
                .setNewMixValue(7)
                .setGraduatingIntervalGood(70_000)
                .build()
                .toByteArray());
        var json = new Preset(1, "odd", 2, 3, config).toJson();

        assertThat(json.get("new").toString()).isEqualTo("""
                {"bury":false,"delays":[1.0,10.0],"initialFactor":2500,"ints":[65535,0,0],"order":1,"perDay":0}""");
        assertThat(json.get("rev").get("ease4").toString()).isEqualTo("1.3");
        assertThat(json.get("lapse").get("leechAction").intValue()).isOne();
        assertThat(json.get("newMix").intValue()).isEqualTo(7);
    }

    @Test
    void membersOfNewerClientsSurviveAnUpdate() {
        var unknown = Message.of(HexFormat.of().parseHex("f80201")); // member 47
        var sent = Preset.of(json(DEFAULT));
        var stored = new Preset(1, "Before", 1, 2, sent.config().and(unknown));

        assertThat(sent.keepUnknown(stored).config()).isEqualTo(stored.config());
    }
}
