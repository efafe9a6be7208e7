package lectern.anki.schema;

import java.util.HexFormat;
import java.util.List;

import anki.notetypes.Notetype;
import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static lectern.anki.schema.Wire.json;
import static lectern.anki.schema.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;

class NoteTypeTest {
    static final String VOCAB = """
            {"id":1342697561419,"name":"Vocab","mod":1760000000,"usn":7,"type":0,"sortf":0,"did":null,\
            "css":".card{}","latexPre":"","latexPost":"","latexsvg":false,"req":[[0,"any",[0]]],"originalStockKind":1,\
            "tmpls":[{"name":"Card 1","qfmt":"{{Word}}","afmt":"{{Meaning}}","bqfmt":"","bafmt":"",\
            "did":null,"bfont":"","bsize":0,"id":-553321,"ord":0}],\
            "flds":[{"name":"Word","sticky":false,"rtl":false,"font":"Arial","size":20,"description":"",\
            "plainText":false,"collapsed":false,"excludeFromSearch":false,"id":77123,"tag":null,\
            "preventDeletion":false,"ord":0},\
            {"name":"Meaning","sticky":false,"rtl":false,"font":"Arial","size":20,"description":"",\
            "plainText":false,"collapsed":false,"excludeFromSearch":false,"id":77124,"tag":null,\
            "preventDeletion":false,"ord":1}]}""";

    @Test
    void whatAClientSendsIsWhatAClientGets() {
        assertThat(text(NoteType.of(json(VOCAB)).toJson())).isEqualTo(VOCAB);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            id                | '12'                   | 12
            id                | 'x'                    | refused
            id                | 1.5                    | refused
            id                | missing                | refused
            name              | 5                      | refused
            name              | missing                | refused
            type              | 1                      | 1
            type              | 2                      | refused
            type              | missing                | refused
            mod               | missing                | refused
            mod               | '5'                    | refused
            usn               | 4294967296             | refused
            usn               | missing                | refused
            sortf             | 65535                  | 65535
            sortf             | 65536                  | refused
            sortf             | -1                     | refused
            sortf             | missing                | refused
            did               | 1700000000001          | 1700000000001
            did               | 0                      | null
            did               | 'x'                    | null
            did               | missing                | refused
            tmpls             | missing                | refused
            tmpls             | {}                     | refused
            tmpls             | [7]                    | refused
            flds              | missing                | refused
            flds              | []                     | []
            css               | 5                      | ''
            css               | missing                | refused
            latexPre          | missing                | ''
            latexPre          | null                   | refused
            latexPost         | missing                | ''
            latexPost         | 'z'                    | 'z'
            latexsvg          | missing                | false
            latexsvg          | 1                      | false
            latexsvg          | true                   | true
            req               | missing                | []
            req               | [[0,'some',[]]]        | []
            req               | [[0,'none',[]],[1,'all',[2,3]]] | [[0,'none',[]],[1,'all',[2,3]]]
            originalStockKind | 0                      | missing
            originalStockKind | missing                | missing
            originalStockKind | 'x'                    | refused
            originalStockKind | 9                      | 9
            originalId        | missing                | missing
            originalId        | null                   | missing
            originalId        | 9223372036854775807    | 9223372036854775807
            originalId        | 9223372036854775808    | refused
            originalId        | 0                      | 0
            vers              | [1,{'a':1.0}]          | [1,{'a':1.0}]
            tags              | []                     | []
            flds.0.name       | missing                | refused
            flds.0.ord        | missing                | 0
            flds.0.ord        | null                   | 0
            flds.0.ord        | 7                      | 0
            flds.1.sticky     | 1                      | true
            flds.1.sticky     | 0.0                    | false
            flds.1.sticky     | '1'                    | true
            flds.1.sticky     | 'true'                 | true
            flds.1.sticky     | 2                      | refused
            flds.1.sticky     | null                   | refused
            flds.1.sticky     | missing                | refused
            flds.1.rtl        | 'false'                | false
            flds.1.rtl        | missing                | refused
            flds.1.font       | 1                      | refused
            flds.1.font       | missing                | refused
            flds.1.size       | 65535                  | 65535
            flds.1.size       | 65536                  | refused
            flds.1.size       | missing                | refused
            flds.1.description | missing               | ''
            flds.1.description | null                  | ''
            flds.1.plainText  | missing                | false
            flds.1.plainText  | 'x'                    | false
            flds.1.collapsed  | true                   | true
            flds.1.excludeFromSearch | true            | true
            flds.1.excludeFromSearch | 1               | false
            flds.1.id         | missing                | null
            flds.1.id         | -9223372036854775808   | -9223372036854775808
            flds.1.id         | 0                      | 0
            flds.1.id         | 1.5                    | null
            flds.1.tag        | 0                      | 0
            flds.1.tag        | 4294967295             | 4294967295
            flds.1.tag        | -1                     | null
            flds.1.preventDeletion | true              | true
            flds.1.preventDeletion | missing           | false
            flds.1.media      | []                     | []
            tmpls.0.name      | null                   | refused
            tmpls.0.ord       | 'x'                    | 0
            tmpls.0.qfmt      | missing                | refused
            tmpls.0.qfmt      | ''                     | ''
            tmpls.0.afmt      | missing                | ''
            tmpls.0.afmt      | 1                      | refused
            tmpls.0.bqfmt     | missing                | ''
            tmpls.0.bafmt     | null                   | refused
            tmpls.0.did       | missing                | null
            tmpls.0.did       | -5                     | null
            tmpls.0.did       | 5                      | 5
            tmpls.0.did       | 'x'                    | null
            tmpls.0.bfont     | missing                | ''
            tmpls.0.bfont     | 7                      | ''
            tmpls.0.bsize     | missing                | 0
            tmpls.0.bsize     | 255                    | 255
            tmpls.0.bsize     | 256                    | 0
            tmpls.0.id        | 0                      | 0
            tmpls.0.id        | missing                | null
            tmpls.0.scratchPad | 12                    | 12
            """)
    void eachKeyIsReadAndWrittenAsClientsDo(String path, String sent, String expected) {
        Wire.check(VOCAB, json -> NoteType.of(json).toJson(), path, sent, expected);
    }

    @Test
    void theBlobsAreThoseOfTheEngine() throws Exception {
        var type = NoteType.of(json(VOCAB.replace("\"css\"", "\"vers\":[],\"css\"")));

        assertThat(type.config().bytes())
                .isEqualTo(Notetype.Config.newBuilder()
                        .setCss(".card{}")
                        .addReqs(Notetype.Config.CardRequirement.newBuilder()
                                .setKindValue(1)
                                .addFieldOrds(0))
                        .setOriginalStockKindValue(1)
                        .setOther(ByteString.copyFromUtf8("{\"vers\":[]}"))
                        .build()
                        .toByteArray());
        assertThat(type.templates().getFirst().config().bytes())
                .startsWith(Notetype.Template.Config.newBuilder()
                        .setQFormat("{{Word}}")
                        .setAFormat("{{Meaning}}")
                        .build()
                        .toByteArray());
        var field = Notetype.Field.Config.parseFrom(
                type.fields().getFirst().config().bytes());
        assertThat(field.getFontName()).isEqualTo("Arial");
        assertThat(field.getFontSize()).isEqualTo(20);
    }

    @Test
    void numbersBeyondTheRangeOfJsonAreWrittenAsTheNearest() {
        var type = NoteType.of(json(VOCAB));
        var field = new NoteType.Field(
                "Word",
                Message.of(Notetype.Field.Config.newBuilder()
                        .setFontSize(70_000)
                        .build()
                        .toByteArray()));
        var template = new NoteType.Template(
                "Card",
                Message.of(Notetype.Template.Config.newBuilder()
                        .setBrowserFontSize(256)
                        .build()
                        .toByteArray()));

        assertThat(field.toJson().get("size").intValue()).isEqualTo(65_535);
        assertThat(template.toJson().get("bsize").intValue()).isEqualTo(255);
        assertThat(type.sortField()).isZero();
    }

    @Test
    void keysThatAreKnownByNowAreNotTakenFromTheUnknownOnes() {
        var config = Message.of(Notetype.Config.newBuilder()
                .setCss("new")
                .setOther(ByteString.copyFromUtf8(
                        "{\"css\":\"old\",\"originalStockKind\":4,\"name\":\"old\",\"mine\":1}"))
                .build()
                .toByteArray());
        var json = new NoteType(1, "new", 2, 3, config, List.of(), List.of()).toJson();

        assertThat(json.get("css").stringValue()).isEqualTo("new");
        assertThat(json.get("name").stringValue()).isEqualTo("new");
        assertThat(json.has("originalStockKind")).isFalse();
        assertThat(json.get("mine").intValue()).isOne();
    }

    @Test
    void membersOfNewerClientsSurviveAnUpdate() {
        var unknown = HexFormat.of().parseHex("a21f0568656c6c6f"); // member 500: hello
        var sent = NoteType.of(json(VOCAB));
        var stored = new NoteType(
                sent.id(),
                "Before",
                1,
                2,
                sent.config().and(Message.of(unknown)),
                sent.fields().stream()
                        .map(field ->
                                new NoteType.Field(field.name(), field.config().and(Message.of(unknown))))
                        .toList(),
                sent.templates().stream()
                        .map(template -> new NoteType.Template(
                                template.name(), template.config().and(Message.of(unknown))))
                        .toList());

        var kept = sent.keepUnknown(stored);

        assertThat(kept.config()).isEqualTo(stored.config());
        assertThat(kept.fields()).isEqualTo(stored.fields());
        assertThat(kept.templates()).isEqualTo(stored.templates());
        assertThat(kept.name()).isEqualTo("Vocab");
    }

    @Test
    void anotherFieldAtTheSamePlaceInheritsNothing() {
        var sent = NoteType.of(json(VOCAB)).fields();
        var former =
                new NoteType.Field("Former", Message.of(HexFormat.of().parseHex("4801 a21f0161".replace(" ", ""))));

        assertThat(sent.getFirst().keepUnknown(former)).isEqualTo(sent.getFirst());
    }
}
