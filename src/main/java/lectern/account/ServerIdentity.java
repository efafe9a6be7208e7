package lectern.account;

/// Which server a database belongs to.
///
/// @param instance stays the same for the life of the data
/// @param feedEpoch changes when feed positions handed out before no longer mean anything
/// @param secretFingerprint of the secret the names are hidden with
public record ServerIdentity(String instance, String feedEpoch, String secretFingerprint) {}
