package lectern.kosync.ebook;

/// A file is not what it pretends to be, or too large where it should be small.
final class Unreadable extends RuntimeException {
    Unreadable() {
        super(null, null, false, false);
    }
}
