package lectern.syncnode.entry;

import java.util.OptionalLong;

/// What a put or a restore left.
///
/// @param entry the current version
/// @param quotaLeft bytes that may still be stored; empty when there is no quota
public record Written(Status status, Entry entry, OptionalLong quotaLeft) {
    public enum Status {
        CREATED,
        UPDATED,
        /// The same request was carried out before, and its answer was lost.
        UNCHANGED
    }
}
