package lectern.web.learning;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;

import lectern.anki.statistics.ReviewDay;
import lectern.anki.statistics.Streak;

/// The picture of what somebody answered in a year, for a web page or a README. It stands beside the one of
/// what they read and looks like it. Nothing in it was written by anybody: no name of a deck, no text of a
/// card.
///
/// @param days of the last year, each of them, in order
record ReviewCard(List<ReviewDay> days, Streak streak, Theme theme) {
    private static final int STEP = 7;
    private static final int CELL = 5;
    private static final int LEFT = 16;
    private static final int TOP = 52;
    private static final int LEVELS = 4;

    private static final String LIGHT =
            ".box{fill:#fff;stroke:#e1e4e8}.line{stroke:#e1e4e8}.text{fill:#24292e}.small{fill:#6a737d}"
                    + ".l0{fill:#ebedf0}.l1{fill:#9be9a8}.l2{fill:#40c463}.l3{fill:#30a14e}.l4{fill:#216e39}";
    private static final String DARK =
            ".box{fill:#0d1117;stroke:#30363d}.line{stroke:#30363d}.text{fill:#e6edf3}.small{fill:#8b949e}"
                    + ".l0{fill:#161b22}.l1{fill:#0e4429}.l2{fill:#006d32}.l3{fill:#26a641}.l4{fill:#39d353}";

    ReviewCard {
        days = List.copyOf(days);
    }

    /// In the words of the query.
    enum Theme {
        LIGHT,
        DARK,
        AUTO;

        private String style() {
            return switch (this) {
                case LIGHT -> ReviewCard.LIGHT;
                case DARK -> ReviewCard.DARK;
                case AUTO -> ReviewCard.LIGHT + "@media(prefers-color-scheme:dark){" + ReviewCard.DARK + "}";
            };
        }
    }

    String svg() {
        var svg = new StringBuilder();
        long answers = days.stream().mapToLong(ReviewDay::answers).sum();
        var sum = String.format(Locale.ENGLISH, "%,d in the last year", answers);
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" width="400" height="140" viewBox="0 0 400 140" role="img" \
                font-family="-apple-system,'Segoe UI',Helvetica,Arial,sans-serif">
                <title>Reviews: %s</title>
                <style>%s</style>
                <rect class="box" x="0.5" y="0.5" width="399" height="139" rx="6"/>
                <text class="text" x="16" y="27" font-size="16" font-weight="bold">Reviews</text>
                <text class="small" x="384" y="27" font-size="12" text-anchor="end">%1$s</text>
                <line class="line" x1="16" y1="40" x2="384" y2="40"/>
                """.formatted(sum, theme.style()));
        long most = days.stream().mapToLong(ReviewDay::answers).max().orElse(0);
        var monday = days.getFirst().date().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        days.forEach(day -> svg.append("<rect class=\"l%d\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%4$d\" rx=\"1\"/>%n"
                .formatted(level(day.answers(), most), x(monday, day.date()), y(day.date()), CELL)));
        svg.append("""
                <text class="small" x="16" y="124" font-size="12">%s</text>
                </svg>
                """.formatted(inARow()));
        return svg.toString();
    }

    private String inARow() {
        return String.format(Locale.ENGLISH, "%,d days in a row, %,d at most", streak.current(), streak.longest());
    }

    private static int x(LocalDate monday, LocalDate day) {
        return LEFT + (int) ChronoUnit.WEEKS.between(monday, day) * STEP;
    }

    private static int y(LocalDate day) {
        return TOP + (day.getDayOfWeek().getValue() - 1) * STEP;
    }

    /// By the square root, so that one long day does not make all others look like nothing.
    private static int level(long answers, long most) {
        return answers == 0 ? 0 : Math.clamp((long) Math.ceil(LEVELS * Math.sqrt((double) answers / most)), 1, LEVELS);
    }
}
