package lectern.kosync.book;

import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.kosync.sql.TestReading;

import static org.assertj.core.api.Assertions.assertThat;

class PlaceTest {
    @ParameterizedTest
    @CsvSource({
        "56,                                          PAGE",
        "0,                                           PAGE",
        "/body/DocFragment[20]/body/p[22]/img.0,      POINTER",
        "#_doc_fragment_44_ c37,                      POINTER",
        "epubcfi(/6/14!/4/2),                         OTHER",
        "1234567890,                                  OTHER",
        "-1,                                          OTHER"
    })
    void aPlaceTellsWhichKindOfDocumentItIsIn(String text, Place.Kind kind) {
        assertThat(new Place(text).kind()).hasValue(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nil", "", " "})
    void someTellNothing(String text) {
        assertThat(new Place(text).kind()).isEmpty();
    }

    @Test
    void aPlaceHasAtMost4096Bytes() {
        assertThat(Place.parse("a".repeat(4096))).isPresent();
        assertThat(Place.parse("a".repeat(4097))).isEmpty();
        assertThat(Place.parse("é".repeat(2048))).isPresent();
        assertThat(Place.parse("é".repeat(2049))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "\ud83e", "\udd89\ud83e"})
    void whatNoDatabaseStoresIsNoPlace(String text) {
        assertThat(Place.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"100, 0.25, 400", "1, 0.003, 333", "333, 1, 333", "3, 0.0061, 492"})
    void aPageAndItsShareTellHowManyPagesThereAre(String page, double percentage, long pages) {
        assertThat(at(page, percentage).pages()).hasValue(pages);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 0", "/body, 0.5"})
    void otherPlacesDoNotTell(String place, double percentage) {
        assertThat(at(place, percentage).pages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.001, 1", "0.5, 200", "1, 400"})
    void thePageOfAShareLiesInTheDocument(double share, String page) {
        var reading = new Reading(
                new DocumentId("pdf"),
                Optional.of(new DocumentId("epub")),
                Optional.empty(),
                at("/body/x", share),
                Optional.of(at("100", 0.25)));
        assertThat(reading.readable().place().text()).isEqualTo(page);
    }

    private static Progress at(String place, double percentage) {
        return new Progress(new Place(place), percentage, TestReading.KOBO, Instant.EPOCH);
    }
}
