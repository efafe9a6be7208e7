package lectern.e2e.anki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import lectern.anki.statistics.Forecast;
import lectern.anki.statistics.GeneratedStudies;
import lectern.anki.statistics.Period;
import lectern.anki.statistics.Retention;
import lectern.anki.statistics.TestCollection.Card;
import lectern.e2e.anki.newest.NewestDevice;

import static org.assertj.core.api.Assertions.assertThat;

/// What only later versions of Anki say: the true retention, and buried cards in what is coming.
@Tag("anki-latest")
class StudiesAsNewestAnkiTest {
    @TempDir
    Path folder;

    private final Instant now = Instant.now();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void retentionAndForecast(long seed) throws IOException {
        var collection = GeneratedStudies.collection(folder.resolve("stored.anki2"), seed, now, 2000, 50_000)
                .card(Card.of(2, -2, 5000))
                .write();
        long inFiveDays = collection.study(now).today().number() + 5;
        var study = collection.card(Card.of(2, -3, inFiveDays)).study(now);
        Files.createDirectories(folder.resolve("anki"));
        Files.copy(collection.file(), folder.resolve("anki/collection.anki2"));
        try (var anki = NewestDevice.open(folder.resolve("anki"))) {
            var graphs = anki.statistics();
            assertThat(study.reviews().retention()).isEqualTo(retention(graphs.path("true_retention")));
            assertThat(study.forecast())
                    .isEqualTo(forecast(graphs.path("future_due").path("future_due")));
        }
    }

    private static Map<Period, Retention> retention(JsonNode table) {
        var retention = new EnumMap<Period, Retention>(Period.class);
        for (var period : Period.values()) {
            var row = table.path(period.name().toLowerCase(Locale.ROOT));
            retention.put(period, new Retention(answers(row, "young"), answers(row, "mature")));
        }
        return retention;
    }

    private static Retention.Answers answers(JsonNode row, String age) {
        return new Retention.Answers(
                row.path(age + "_passed").asLong(), row.path(age + "_failed").asLong());
    }

    private static Forecast forecast(JsonNode byDay) {
        long overdue = byDay.properties().stream()
                .filter(day -> Integer.parseInt(day.getKey()) < 0)
                .mapToLong(day -> day.getValue().asLong())
                .sum();
        var days = IntStream.range(0, Forecast.DAYS)
                .mapToObj(day -> byDay.path(Integer.toString(day)).asLong(0))
                .toList();
        return new Forecast(overdue, days);
    }
}
