package lectern.syncnode.entry;

/// How far a reader has followed a feed.
///
/// @param position of the last change it has seen
/// @param begun where the feed stood when it began to read: what was gone before that never mattered to it
public record Mark(long position, long begun) {
    public Mark {
        if (position < 0 || begun < 0) {
            throw new IllegalArgumentException("positions count from 0");
        }
    }

    /// Somebody who knows everything up to here.
    public static Mark at(long position) {
        return new Mark(position, position);
    }
}
