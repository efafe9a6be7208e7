package lectern.kosync.book;

/// Shares of a document, from 0 to 1.
final class Percentage {
    private Percentage() {}

    static void require(double percentage) {
        if (!(percentage >= 0 && percentage <= 1)) { // not a number is refused as well
            throw new IllegalArgumentException("a percentage is a number from 0 to 1");
        }
    }
}
