package lectern.syncnode.entry;

/// A permission to be given.
///
/// @param user a name or mail address, as somebody typed it
public record Grant(String user, Permission permission) {}
