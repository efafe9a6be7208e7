package lectern.kosync.book;

/// A part of a list.
public record Page(long offset, int limit) {
    public Page {
        if (offset < 0 || limit < 0) {
            throw new IllegalArgumentException("a page starts at 0 or later and has no less than no entries");
        }
    }

    public Page next() {
        return new Page(offset + limit, limit);
    }

    public static Page first(int limit) {
        return new Page(0, limit);
    }
}
