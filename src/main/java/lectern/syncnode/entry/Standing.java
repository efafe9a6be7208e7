package lectern.syncnode.entry;

/// How things stand for one caller.
///
/// @param position of the feed
/// @param tag within one feed epoch, differs whenever the list differs and only then
public record Standing(long position, String tag) {}
