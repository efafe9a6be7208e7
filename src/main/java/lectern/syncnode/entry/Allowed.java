package lectern.syncnode.entry;

import java.util.OptionalLong;

/// As far as can be told without its body, a put would be carried out.
///
/// @param quotaLeft bytes that may still be stored before it; empty when there is no quota
public record Allowed(OptionalLong quotaLeft) {}
