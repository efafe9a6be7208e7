package lectern.anki.statistics;

/// How many cards there are and what of them wants to be studied now, without the limits of a day.
///
/// @param total suspended and buried ones with them
public record DueCounts(long fresh, long learning, long review, long total) {
    static final DueCounts NONE = new DueCounts(0, 0, 0, 0);

    DueCounts plus(DueCounts other) {
        return new DueCounts(
                fresh + other.fresh, learning + other.learning, review + other.review, total + other.total);
    }

    /// What is due, apart from new cards, which never are.
    public long due() {
        return learning + review;
    }
}
