package lectern.syncnode.entry;

/// A store in a list or a feed.
///
/// @param key finds the store for this caller: its name, or its address where the name would find another
public record Listed(String key, Entry entry) {}
