package lectern.anki.schema;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.db.DatabaseException;
import lectern.db.SqliteFile;
import lectern.db.SqliteTransaction;
import lectern.json.Json;

import static lectern.anki.schema.Wire.json;
import static lectern.anki.schema.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class Schema18Test {
    @TempDir
    private Path folder;

    private SqliteFile file;
    private SqliteTransaction transaction;

    @BeforeEach
    void begin() {
        var path = folder.resolve("collection.anki2");
        EmptyCollection.create(path, Instant.ofEpochMilli(1_760_000_000_123L), ZoneOffset.UTC);
        file = SqliteFile.openToWrite(path, Unicase.COLLATION);
        transaction = file.begin();
    }

    @AfterEach
    void close() {
        transaction.close();
        file.close();
    }

    @Test
    void aNoteTypeIsFoundAsItWasSent() {
        var sent = NoteType.of(json(NoteTypeTest.VOCAB));
        transaction.run(tx -> {
            var types = new NoteTypes(tx);
            types.put(sent);
            assertThat(types.find(sent.id())).contains(sent);
            assertThat(types.since(7)).containsExactly(sent);
            assertThat(types.since(8)).isEmpty();
            assertThat(types.all()).hasSize(3);
            assertThat(types.shape(sent.id())).contains(new NoteTypes.Shape(2, 0));
            assertThat(types.shape(5)).isEmpty();
            return true;
        });
    }

    @Test
    void aNoteTypeReplacesItsFieldsAndTemplates() {
        transaction.run(tx -> {
            var types = new NoteTypes(tx);
            types.put(NoteType.of(json(NoteTypeTest.VOCAB)));
            var smaller = json(NoteTypeTest.VOCAB);
            smaller.putArray("flds").add(json(NoteTypeTest.VOCAB).get("flds").get(1));
            types.put(NoteType.of(smaller));
            assertThat(types.find(1342697561419L).orElseThrow().fields()).hasSize(1);
            return true;
        });
    }

    @Test
    void aNoteTypeWithoutFieldsHoldsNotesWithOne() {
        transaction.run(tx -> {
            var types = new NoteTypes(tx);
            var none = json(NoteTypeTest.VOCAB);
            none.putArray("flds");
            types.put(NoteType.of(none));
            assertThat(types.shape(1342697561419L)).contains(new NoteTypes.Shape(1, 0));
            return true;
        });
    }

    @Test
    void twoFieldsOfOneNameAreRefused() {
        var twice = json(NoteTypeTest.VOCAB.replace("Meaning\",\"sticky", "WORD\",\"sticky"));

        assertThatThrownBy(() -> transaction.run(tx -> {
                    new NoteTypes(tx).put(NoteType.of(twice));
                    return true;
                }))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void aNameThatIsTakenGetsPluses() {
        transaction.run(tx -> {
            var types = new NoteTypes(tx);
            var vocab = NoteType.of(json(NoteTypeTest.VOCAB));
            types.put(vocab);
            types.put(vocab.withId(2).withName("MASSE"));
            types.put(vocab.withId(3).withName("Maße+"));

            assertThat(types.uniquelyNamed(vocab)).isEqualTo(vocab);
            assertThat(types.uniquelyNamed(vocab.withName("maße")).name()).isEqualTo("maße++");
            assertThat(types.uniquelyNamed(vocab.withId(3).withName("masse")).name())
                    .isEqualTo("masse+");

            var decks = new Decks(tx);
            var deck = Deck.of(json(DeckTest.NORMAL)).withId(9);
            decks.put(deck);
            assertThat(decks.uniquelyNamed(deck.withId(10).withName("LANGUAGES\u001fFRENCH"))
                            .name())
                    .isEqualTo("LANGUAGES\u001fFRENCH+");
            assertThat(decks.uniquelyNamed(deck).name()).isEqualTo(deck.name());
            return true;
        });
    }

    @Test
    void aNameThatIsTakenIsNotStored() {
        assertThatThrownBy(() -> transaction.run(tx -> {
                    new Decks(tx).put(Deck.of(json(DeckTest.FILTERED)).withName("DEFAULT"));
                    return true;
                }))
                .isInstanceOf(DatabaseException.Conflict.class);
    }

    @Test
    void decksAndPresetsAreFoundAsTheyWereSent() {
        transaction.run(tx -> {
            var decks = new Decks(tx);
            var deck = Deck.of(json(DeckTest.FILTERED));
            decks.put(deck);
            assertThat(decks.find(deck.id())).contains(deck);
            assertThat(decks.since(7)).containsExactly(deck);
            assertThat(decks.all()).hasSize(2);
            assertThat(decks.find(77)).isEmpty();

            var presets = new DeckOptions(tx);
            var preset = Preset.of(json(PresetTest.DEFAULT)).withId(5);
            presets.put(preset);
            assertThat(presets.find(5)).contains(preset);
            assertThat(presets.since(7)).containsExactly(preset);
            assertThat(presets.all()).extracting(Preset::name).containsExactly("Default", "Default");
            return true;
        });
    }

    @Test
    void whatNewerClientsStoredSurvivesWhatOlderOnesSend() {
        var unknown = Message.of(Part.text(500, "newer").source());
        transaction.run(tx -> {
            var presets = new DeckOptions(tx);
            var sent = Preset.of(json(PresetTest.DEFAULT));
            presets.put(new Preset(5, "a", 1, 2, unknown));
            presets.put(sent.withId(5));
            assertThat(presets.find(5).orElseThrow().config())
                    .isEqualTo(sent.config().and(unknown));

            var types = new NoteTypes(tx);
            var type = NoteType.of(json(NoteTypeTest.VOCAB));
            types.put(new NoteType(type.id(), "a", 1, 2, unknown, type.fields(), type.templates()));
            types.put(type);
            assertThat(types.find(type.id()).orElseThrow().config())
                    .isEqualTo(type.config().and(unknown));

            var decks = new Decks(tx);
            var deck = Deck.of(json(DeckTest.NORMAL));
            decks.put(new Deck(deck.id(), "a", 1, 2, unknown, deck.kind()));
            decks.put(deck);
            assertThat(decks.find(deck.id()).orElseThrow().common())
                    .isEqualTo(deck.common().and(unknown));
            return true;
        });
    }

    @Test
    void whatIsStoredAgainStaysAsItWas() {
        var unknown = Message.of(Part.text(500, "newer").source());
        transaction.run(tx -> {
            var decks = new Decks(tx);
            var deck = Deck.of(json(DeckTest.NORMAL));
            decks.put(new Deck(
                    9, "a", 1, 2, deck.common().and(unknown), deck.kind().and(unknown)));
            var stored = decks.find(9).orElseThrow();
            decks.put(stored);
            assertThat(decks.find(9)).contains(stored);

            var types = new NoteTypes(tx);
            var type = NoteType.of(json(NoteTypeTest.VOCAB));
            types.put(new NoteType(9, "a", 1, 2, unknown, type.fields(), type.templates()));
            var storedType = types.find(9).orElseThrow();
            types.put(storedType);
            assertThat(types.find(9)).contains(storedType);
            return true;
        });
    }

    @Test
    void aTagIsAddedOnceAndInTheSpellingOfItsParents() {
        transaction.run(tx -> {
            var tags = new Tags(tx);
            List.of("French", "FRENCH::Verbs ::irregular", "french", "x::y", "X::z", "french::VERBS::Irregular", "")
                    .forEach(tag -> tags.add(tag, 4));
            assertThat(tags.since(4)).containsExactly("blank", "French", "French::Verbs::irregular", "x::y", "X::z");
            assertThat(tags.since(5)).isEmpty();

            tags.add("FRENCH", 9);
            assertThat(tags.since(9)).isEmpty();
            List<Boolean> collapsed = tx.list("select collapsed from tags", row -> row.flag("collapsed"));
            assertThat(Set.copyOf(collapsed)).containsExactly(true);
            return true;
        });
    }

    @Test
    void theConfigurationIsKeptWordForWord() {
        var sent = json("""
                {"a":1.0,"b":{"c":[null,true,"\\u001f\ud83d\ude00"]},"_deck_1_x":9223372036854775807,"d":0.10,"":""}""");
        transaction.run(tx -> {
            var config = new ConfigEntries(tx);
            config.replaceAll(sent, 3, 1_760_000_000);
            assertThat(text(config.all())).isEqualTo("""
                    {"":"","_deck_1_x":9223372036854775807,"a":1.0,"b":{"c":[null,true,"\\u001F\ud83d\ude00"]},"d":0.10}""");
            assertThat(config.find("b").orElseThrow()).isEqualTo(sent.get("b"));
            assertThat(config.find("curDeck")).isEmpty();
            config.put("a", Json.parse("2".getBytes(StandardCharsets.UTF_8)), 3, 4);
            assertThat(config.find("a").orElseThrow().intValue()).isEqualTo(2);
            assertThat(tx.one("select typeof(val) as t from config", row -> row.text("t")))
                    .contains("blob");
            return true;
        });
    }

    @Test
    void aNumberBeyondAllBoundsIsUnreadable() {
        assertThatThrownBy(() -> transaction.run(tx -> {
                    new ConfigEntries(tx).replaceAll(json("{'a':1e99999}"), 1, 2);
                    return true;
                }))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void whatIsDamagedIsUnreadable() {
        transaction.run(tx -> tx.update("update config set val = x'7b' where KEY = 'curDeck'"));
        assertThatThrownBy(() -> transaction.run(tx -> new ConfigEntries(tx).all()))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void aTableThatHoldsOddTypesIsRead() {
        transaction.run(tx -> {
            tx.update("update decks set mtime_secs = 12.5, usn = 9e99, common = ''");
            return new Decks(tx).all();
        });
        assertThat(transaction.run(tx -> new Decks(tx).find(1)).orElseThrow())
                .satisfies(deck -> assertThat(deck.modified()).isEqualTo(12))
                .satisfies(deck -> assertThat(deck.usn()).isEqualTo(Integer.MAX_VALUE));
    }
}
