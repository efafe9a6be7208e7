package lectern.e2e.anki;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import anki.scheduler.CardAnswer.Rating;
import anki.sync.SyncCollectionResponse.ChangesRequired;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.e2e.anki.engine.AnkiDevice;
import lectern.e2e.anki.engine.Content;
import lectern.e2e.anki.engine.RandomEdits;
import lectern.e2e.anki.legacy.LegacyDevice;
import lectern.e2e.anki.legacy.LegacyDevice.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// An old phone and a new desktop on one account.
class LegacyDeviceTest {
    @TempDir
    Path folder;

    private AnkiServer server;
    private AnkiDevice desktop;
    private LegacyDevice phone;

    @BeforeEach
    void start() {
        server = AnkiServer.start(folder);
        desktop = server.device("desktop");
        phone = phone(10);
    }

    @AfterEach
    void stop() {
        desktop.close();
        phone.close();
        server.close();
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> phone.login(AnkiServer.NAME, "wrong"))
                .isInstanceOfSatisfying(
                        LegacyDevice.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(403));
    }

    /// It cannot know the scheduler and the time zones of a collection that a newer Anki made.
    @ParameterizedTest
    @ValueSource(ints = {8, 9})
    void anOlderClientIsToldWhatItLacks(int version) {
        begin();
        try (var older = phone(version)) {
            assertThat(older.meta().path("cont").asBoolean()).isFalse();
            assertThat(older.meta().path("msg").asString()).isNotEmpty();
            assertThat(older.sync()).isEqualTo(Outcome.STOPPED_BY_SERVER);
        }
    }

    @Test
    void whatItDownloadsIsTheSameCollection() {
        new RandomEdits(desktop, 11).make(200);
        begin();

        assertSame();
        assertThat(phone.sync()).isEqualTo(Outcome.NO_CHANGES);
        assertThat(desktop.sync()).isEqualTo(ChangesRequired.NO_CHANGES);
        server.assertInStep(desktop);
    }

    @Test
    void changesTravelBothWays() {
        begin();
        long note = phone.addNote("from the phone", "Rückseite");
        for (int i = 0; i < 600; i++) {
            phone.addNote("many " + i, "");
        }
        phone.editObject("models", "Basic", "css", "/* by the phone */");
        desktop.edits().addNotes(600, "Neu", "from the desktop");
        desktop.edits().answer("Neu", 3, Rating.GOOD);
        syncAll();
        assertSame();
        assertThat(desktop.edits().field(note, 1)).isEqualTo("Rückseite");

        phone.editNote(note, "edited", "by the phone");
        phone.deleteNote(note + 1);
        desktop.edits().deleteNotes(List.of(note + 2));
        desktop.edits().editNote(note + 3, 0, "edited by the desktop");
        syncAll();
        assertSame();
        assertThat(desktop.edits().field(note, 0)).isEqualTo("edited");
        assertThat(phone.fields()).contains("edited by the desktop\u001f");
    }

    @Test
    void whatNoAnkiKnowsSurvivesTheWayThroughTheServer() {
        begin();
        phone.editObject("models", "Basic", "addon", "of a note type");
        phone.editObject("decks", "Default", "addon", "of a deck");
        phone.editObject("dconf", "Default", "addon", "of options");
        syncAll();
        phone.download();

        assertThat(phone.object("models", "Basic").path("addon").asString()).isEqualTo("of a note type");
        assertThat(phone.object("decks", "Default").path("addon").asString()).isEqualTo("of a deck");
        assertThat(phone.object("dconf", "Default").path("addon").asString()).isEqualTo("of options");
        assertThat(desktop.edits()
                        .notetypeJson(desktop.edits().notetype("Basic"))
                        .path("addon")
                        .asString())
                .isEqualTo("of a note type");
    }

    @Test
    void theDesktopDownloadsWhatItUploaded() {
        new RandomEdits(desktop, 12).make(200);
        begin();
        phone.addNote("from the phone", "");
        assertThat(phone.upload()).isEqualTo("OK");
        assertThat(phone.sync()).isEqualTo(Outcome.NO_CHANGES);

        assertThat(desktop.sync()).isEqualTo(ChangesRequired.FULL_SYNC);
        desktop.download();

        assertSame();
        assertThat(desktop.check()).isEmpty();
        assertThat(desktop.edits().notes("tag:legacy")).hasSize(1);
    }

    @Test
    void mediaTravelBothWays() {
        desktop.edits().addMedia("über.txt", bytes("from the desktop"));
        desktop.edits().addMedia(60, 1000, "many", 1);
        desktop.syncMedia();

        phone.fetchMedia();
        assertThat(phone.media()).hasSize(61);
        assertThat(phone.media().get("über.txt")).isEqualTo(bytes("from the desktop"));

        phone.sendMedia("ä.txt", bytes("from the phone"));
        phone.fetchMedia();
        desktop.syncMedia();
        assertThat(desktop.mediaFolder().resolve("ä.txt")).hasContent("from the phone");
    }

    private LegacyDevice phone(int version) {
        var device = new LegacyDevice(folder.resolve("phone" + version), server.address(), version);
        device.login(AnkiServer.NAME, AnkiServer.PASSWORD);
        return device;
    }

    private void begin() {
        desktop.edits().addNotes(5, "Default", "first");
        desktop.upload();
        phone.download();
    }

    private void syncAll() {
        assertThat(phone.sync()).isEqualTo(Outcome.SYNCED);
        assertThat(desktop.sync()).isEqualTo(ChangesRequired.NO_CHANGES);
        assertThat(phone.sync()).isEqualTo(Outcome.SYNCED);
        assertThat(desktop.sync()).isEqualTo(ChangesRequired.NO_CHANGES);
    }

    /// The engine opens the phone's collection as it would open any of that age.
    private void assertSame() {
        assertThat(desktop.content().withoutMedia().differences(ofThePhone())).isEmpty();
        server.assertInStep(desktop);
    }

    private Content ofThePhone() {
        try (var copy = AnkiDevice.reading(phone.collectionFile(), folder.resolve("copy" + System.nanoTime()))) {
            return copy.content().withoutMedia();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
