package lectern.e2e.anki.engine;

import java.nio.file.Path;
import java.util.List;

import anki.scheduler.CardAnswer.Rating;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// A device does what its owner does, so that what the other tests prove with devices is proven.
class AnkiDeviceTest {
    @TempDir
    Path folder;

    @Test
    void whatIsAddedIsThereWhenTheDeviceIsOpenedAgain() {
        try (var device = AnkiDevice.open(folder)) {
            device.edits().addNotes(30, "Languages::French", "mot");
            device.edits().addMedia("chat.jpg", new byte[] {1, 2, 3});
        }

        try (var device = AnkiDevice.open(folder)) {
            assertThat(device.content().count("notes")).isEqualTo(30);
            assertThat(device.content().rows().get("media")).containsExactly("chat.jpg 3 55bc801d");
            assertThat(device.edits().answer("Languages::French", 3, Rating.GOOD))
                    .isEqualTo(3);
            assertThat(device.content().count("revlog")).isEqualTo(3);
            assertThat(device.edits().filteredDeck("some", "is:new", 10)).isPositive();
            assertThat(device.edits().cards("deck:some")).hasSize(10);
        }
    }

    @Test
    void oneDifferentFieldIsADifference() {
        try (var device = AnkiDevice.open(folder)) {
            var notes = device.edits().addNotes(2, "Default", "a");
            var before = device.content();
            device.edits().editNote(notes.getFirst(), 1, "other");

            assertThat(device.content().differences(before)).hasSize(2).allMatch(row -> row.startsWith("notes"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomEditsOfAllKindsLeaveACollectionWithoutAFault(long seed) {
        try (var device = AnkiDevice.open(folder.resolve("a"))) {
            new RandomEdits(device, seed).makeAll(200);
            new RandomEdits(device, seed).make(100);

            assertThat(device.number("select count(*) from notes")).isPositive();
            assertThat(device.check()).isEmpty();
        }
    }

    @Test
    void aCopyOfACollectionFileHoldsTheSame() {
        Content original;
        try (var device = AnkiDevice.open(folder.resolve("a"))) {
            new RandomEdits(device, 7).make(50);
            original = device.content().withoutMedia();
        }

        try (var copy = AnkiDevice.reading(folder.resolve("a/collection.anki2"), folder.resolve("b"))) {
            assertThat(copy.content().withoutMedia().differences(original)).isEqualTo(List.of());
        }
    }
}
