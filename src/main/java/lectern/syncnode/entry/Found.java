package lectern.syncnode.entry;

/// A version and its bytes. Bytes in a blob stay readable for an hour after their version was replaced.
public record Found(Entry entry, Content content) {}
