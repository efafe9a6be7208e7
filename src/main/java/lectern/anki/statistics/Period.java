package lectern.anki.statistics;

/// The last days, today with them, as Anki puts them side by side.
public enum Period {
    TODAY(0, 1),
    YESTERDAY(1, 2),
    WEEK(0, 7),
    MONTH(0, 30),
    YEAR(0, 365),
    ALL_TIME(0, Long.MAX_VALUE);

    private final long from;
    private final long to;

    Period(long from, long to) {
        this.from = from;
        this.to = to;
    }

    boolean contains(long daysAgo) {
        return daysAgo >= from && daysAgo < to;
    }
}
