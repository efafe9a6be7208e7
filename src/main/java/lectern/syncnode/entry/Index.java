package lectern.syncnode.entry;

import java.util.List;

/// What a caller may read, sorted by key in the order of its bytes, without the rows.
///
/// @param position of the caller's feed before the first name was read: what changed meanwhile comes after it
public record Index(long position, List<Line> lines) {
    public Index {
        lines = List.copyOf(lines);
    }

    /// One store.
    ///
    /// @param key finds the store for this caller: its name, or its address where the name would find another
    public record Line(String key, Address address) {}
}
