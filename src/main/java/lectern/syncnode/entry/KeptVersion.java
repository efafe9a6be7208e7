package lectern.syncnode.entry;

/// A version whose bytes are kept, whoever's it is, for whoever looks whether they are still what was put.
///
/// @param number in the order in which all versions came
/// @param sha256 what the bytes came to, in hex
public record KeptVersion(long number, Address address, String sha256, Content content) {}
