package lectern.syncnode.entry;

/// What a delete removed.
///
/// @param token of the version that was deleted
public record Deleted(Token token) {}
