package lectern.e2e.anki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import anki.backend.BackendError;
import anki.scheduler.CardAnswer.Rating;
import anki.sync.SyncCollectionResponse.ChangesRequired;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.e2e.anki.engine.AnkiDevice;
import lectern.e2e.anki.engine.EngineException;
import lectern.json.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// Two devices of one account, step by step.
class TwoDevicesTest {
    @TempDir
    Path folder;

    private AnkiServer server;
    private AnkiDevice desktop;
    private AnkiDevice phone;

    @BeforeEach
    void start() {
        server = AnkiServer.start(folder);
        desktop = server.device("desktop");
        phone = server.device("phone");
    }

    @AfterEach
    void stop() {
        desktop.close();
        phone.close();
        server.close();
    }

    @Test
    void aWrongPasswordIsSaidToBeOne() {
        assertThatThrownBy(() -> desktop.login(server.address(), AnkiServer.NAME, "wrong"))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(BackendError.Kind.SYNC_AUTH_ERROR));
    }

    @Test
    void aNewDeviceOfANewAccountHasNothingToAsk() {
        assertThat(desktop.sync()).isEqualTo(ChangesRequired.NO_CHANGES);
        assertThat(desktop.sync()).isEqualTo(ChangesRequired.NO_CHANGES);
    }

    @Test
    void aServerWhoseClockIsWrongIsNotSyncedWith() throws IOException {
        var house = Files.createDirectories(folder.resolve("another house"));
        var early = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));
        try (var another = AnkiServer.start(house, Map.of(), early);
                var device = another.device("device")) {
            device.edits().addNotes(3, "Default", "first");
            assertThatThrownBy(device::sync).isInstanceOf(EngineException.class).hasMessageContaining("clock");
            assertThat(AnkiServer.data(house).resolve("anki")).isEmptyDirectory();
        }
    }

    @Test
    void theFirstDeviceMayOnlyUploadAndTheSecondOnlyDownload() {
        desktop.edits().addNotes(3, "Default", "first");
        assertThat(desktop.sync()).isEqualTo(ChangesRequired.FULL_UPLOAD);
        desktop.upload();
        assertThat(desktop.sync()).isEqualTo(ChangesRequired.NO_CHANGES);
        assertThat(phone.sync()).isEqualTo(ChangesRequired.FULL_DOWNLOAD);
        phone.download();
        assertThat(phone.sync()).isEqualTo(ChangesRequired.NO_CHANGES);

        server.assertInStep(desktop, phone);
    }

    @Test
    void whereBothHaveCardsTheOwnerChooses() {
        begin();
        try (var other = server.device("other")) {
            other.edits().addNotes(1, "Default", "of another collection");
            assertThat(other.sync()).isEqualTo(ChangesRequired.FULL_SYNC);
            other.upload();
            assertThat(desktop.sync()).isEqualTo(ChangesRequired.FULL_SYNC);
            desktop.download();
            assertThat(desktop.content().count("notes")).isEqualTo(1);

            server.assertInStep(desktop, other);
        }
    }

    @Test
    void everyKindOfObjectTravelsBothWays() {
        begin();
        var edits = desktop.edits();
        edits.addNotetype("Cloze", "Lücken");
        long deck = edits.deck("Sprachen::Ελληνικά");
        long preset = edits.addPreset("gemächlich");
        edits.updateDeck(edits.deckJson(deck).put("conf", preset));
        edits.addNote("Lücken", "Sprachen::Ελληνικά", List.of("{{c1::a}} {{c2::b}}", "x"), List.of("γ", "γ::δ"));
        edits.answer("Sprachen::Ελληνικά", 1, Rating.EASY);
        edits.config("own", Json.object().put("a", 1L << 60));
        syncAll(desktop, phone);
        server.assertInStep(desktop, phone);
        assertThat(phone.edits().config("own").toString()).isEqualTo("{\"a\":1152921504606846976}");

        var there = phone.edits();
        var note = there.notes("note:Lücken").getFirst();
        there.editNote(note, 1, "y");
        there.flag(there.cards("nid:" + note), 3);
        there.renameDeck("Sprachen::Ελληνικά", "Γλώσσες");
        there.updateNotetype(there.notetypeJson(there.notetype("Lücken")).put("name", "Lückentext"));
        there.removeConfig("own");
        syncAll(phone, desktop);
        server.assertInStep(desktop, phone);
        assertThat(edits.findDeck("Γλώσσες")).contains(deck);
        assertThat(edits.cards("flag:3")).hasSize(2);

        edits.deleteCards(edits.cards("flag:3").subList(0, 1));
        edits.deleteNotes(edits.notes("front").subList(0, 1));
        edits.deleteDeck("Γλώσσες");
        syncAll(desktop, phone);
        server.assertInStep(desktop, phone);
        assertThat(there.findDeck("Γλώσσες")).isEmpty();
    }

    /// Both edits happen within one second, which is all that Anki can tell apart.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoEditsOfOneNoteBothDevicesKeepTheSame(boolean desktopFirst) {
        begin();
        var note = desktop.edits().notes("").getFirst();
        desktop.edits().editNote(note, 1, "from the desktop");
        phone.edits().editNote(note, 1, "from the phone");
        desktop.edits().flag(desktop.edits().cards("nid:" + note), 1);
        phone.edits().flag(phone.edits().cards("nid:" + note), 2);

        syncAll(desktopFirst ? desktop : phone, desktopFirst ? phone : desktop);

        server.assertInStep(desktop, phone);
        assertThat(phone.edits().field(note, 1)).startsWith("from the ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoEditsOfOneNoteTypeDeckOrPresetBothDevicesKeepTheSame(boolean desktopFirst) {
        begin();
        for (var device : List.of(desktop, phone)) {
            var name = device == desktop ? "desktop" : "phone";
            var edits = device.edits();
            edits.updateNotetype(edits.notetypeJson(edits.notetype("Basic")).put("css", "/* " + name + " */"));
            edits.updateDeck(edits.deckJson(1).put("desc", name));
            edits.updatePreset(edits.presets().getFirst().put("name", name));
        }

        syncAll(desktopFirst ? desktop : phone, desktopFirst ? phone : desktop);

        server.assertInStep(desktop, phone);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeletionWinsOverAnEdit(boolean deletionFirst) {
        begin();
        var note = desktop.edits().notes("").getFirst();
        desktop.edits().deleteNotes(List.of(note));
        phone.edits().editNote(note, 1, "edited");
        phone.edits().flag(phone.edits().cards("nid:" + note), 4);

        syncAll(deletionFirst ? desktop : phone, deletionFirst ? phone : desktop);

        server.assertInStep(desktop, phone);
        assertThat(phone.edits().notes("nid:" + note)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cardsMovedIntoADeckThatWasDeletedElsewhereAreNotLost(boolean deletionFirst) {
        desktop.edits().deck("doomed");
        begin();
        desktop.edits().deleteDeck("doomed");
        phone.edits().move(phone.edits().cards("").subList(0, 1), "doomed");

        syncAll(deletionFirst ? desktop : phone, deletionFirst ? phone : desktop);

        assertThat(desktop.edits().notes("")).hasSize(5);
        assertThat(desktop.content().differences(phone.content())).isEmpty();

        assertThat(desktop.check()).singleElement().asString().contains("missing deck");
        syncAll(desktop, phone);
        server.assertInStep(desktop, phone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Verben", "STRASSE", "a::b::c", "🎴"})
    void decksOfTheSameNameStayTwoDecks(String name) {
        begin();
        desktop.edits().addNotes(1, name, "from the desktop");
        long last = desktop.number("select max(id) from decks");
        await().until(() -> System.currentTimeMillis() > last); // two people never make ids in the same millisecond
        phone.edits().addNotes(1, name, "from the phone");

        syncAll(desktop, phone);
        syncAll(desktop, phone);

        server.assertInStep(desktop, phone);
        assertThat(desktop.edits().decks().stream()
                        .filter(deck -> deck.getName().startsWith(name)))
                .hasSize(2);
    }

    @Test
    void noteTypesOfTheSameNameStayTwoNoteTypes() {
        begin();
        desktop.edits().addNotetype("Basic", "Vokabel");
        phone.edits().addNotetype("Cloze", "vokabel");

        syncAll(desktop, phone);
        syncAll(desktop, phone);

        server.assertInStep(desktop, phone);
    }

    @Test
    void tagsThatDifferInCaseOnlyAreOne() {
        begin();
        var notes = desktop.edits().notes("");
        desktop.edits().tag(notes.subList(0, 1), "Straße Κόσμος::α");
        phone.edits().tag(notes.subList(1, 2), "STRASSE κόσμοσ::β");

        syncAll(desktop, phone);

        server.assertInStep(desktop, phone);
    }

    @Test
    void cardsInAFilteredDeckGoHomeOnBothDevices() {
        begin();
        desktop.edits().filteredDeck("exam", "is:new", 3);
        syncAll(desktop, phone);
        server.assertInStep(desktop, phone);
        assertThat(phone.edits().cards("deck:exam")).hasSize(3);

        phone.edits().answer("exam", 1, Rating.AGAIN);
        phone.edits().emptyFilteredDeck("exam");
        syncAll(phone, desktop);
        server.assertInStep(desktop, phone);
        assertThat(desktop.edits().cards("deck:exam")).isEmpty();

        desktop.edits().deleteDeck("exam");
        syncAll(desktop, phone);
        server.assertInStep(desktop, phone);
        assertThat(phone.edits().notes("")).hasSize(5);
    }

    @Test
    void aNewFieldAsksForAOneWaySyncOnEveryDevice() {
        begin();
        phone.edits().addNotes(1, "Default", "not sent yet");
        desktop.edits().addField("Basic", "Beispiel");
        assertThat(desktop.sync()).isEqualTo(ChangesRequired.FULL_SYNC);
        desktop.upload();
        assertThat(phone.sync()).isEqualTo(ChangesRequired.FULL_SYNC);
        phone.download();
        server.assertInStep(desktop, phone);

        phone.edits().addNote("Basic", "Default", List.of("a", "b", "c"), List.of());
        syncAll(phone, desktop);
        server.assertInStep(desktop, phone);

        phone.edits().deleteNotetype("Cloze");
        assertThat(phone.sync()).isEqualTo(ChangesRequired.FULL_SYNC);
        phone.download();
        server.assertInStep(desktop, phone);
    }

    @Test
    void twentyThousandNotesGoInOneSync() {
        begin();
        desktop.edits().addNotes(20_000, "Viele", "Wort");
        desktop.edits().deleteNotes(desktop.edits().notes("deck:Default"));
        syncAll(desktop, phone);
        server.assertInStep(desktop, phone);
        assertThat(phone.content().count("notes")).isEqualTo(20_000);

        phone.edits().deleteDeck("Viele");
        syncAll(phone, desktop);
        server.assertInStep(desktop, phone);
        assertThat(desktop.content().count("notes")).isZero();
    }

    @Test
    void mediaAreAddedChangedAndDeletedOnEitherDevice() {
        desktop.edits().addMedia("über.txt", bytes("one"));
        desktop.edits().addMedia("e\u0301.txt", bytes("two"));
        desktop.edits().addMedia("large.bin", new byte[100_000]);
        desktop.syncMedia();
        phone.syncMedia();
        assertSameMedia(3);

        phone.edits().deleteMedia(List.of("über.txt"));
        phone.edits().addMedia("über.txt", bytes("another"));
        phone.edits().deleteMedia(List.of("large.bin"));
        phone.syncMedia();
        desktop.syncMedia();
        assertSameMedia(2);

        desktop.edits().deleteMedia(List.of("über.txt"));
        phone.edits().deleteMedia(List.of("é.txt"));
        desktop.syncMedia();
        phone.syncMedia();
        desktop.syncMedia();
        assertSameMedia(0);
    }

    @Test
    void ofTwoFilesOfOneNameTheFirstThatCameStays() {
        desktop.edits().addMedia("one name.txt", bytes("of the desktop"));
        phone.edits().addMedia("one name.txt", bytes("of the phone"));

        desktop.syncMedia();
        phone.syncMedia();
        desktop.syncMedia();

        assertSameMedia(1);
        assertThat(phone.mediaFolder().resolve("one name.txt")).hasContent("of the desktop");
    }

    /// Five notes on both devices.
    private void begin() {
        desktop.edits().addNotes(5, "Default", "first");
        assertThat(desktop.sync()).isEqualTo(ChangesRequired.FULL_UPLOAD);
        desktop.upload();
        assertThat(phone.sync()).isEqualTo(ChangesRequired.FULL_DOWNLOAD);
        phone.download();
    }

    /// The second device hears from the first at once, the first from the second in the end.
    private static void syncAll(AnkiDevice first, AnkiDevice second) {
        for (var device : List.of(first, second, first, second)) {
            assertThat(device.sync()).isEqualTo(ChangesRequired.NO_CHANGES);
        }
    }

    private void assertSameMedia(int count) {
        assertThat(desktop.content().differences(phone.content()))
                .filteredOn(row -> row.startsWith("media"))
                .isEmpty();
        assertThat(desktop.content().count("media")).isEqualTo(count);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
