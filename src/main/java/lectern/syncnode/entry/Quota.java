package lectern.syncnode.entry;

import java.util.OptionalLong;

/// What is charged to an account: content, metadata and name of each store's current version, whoever wrote it.
///
/// @param used reserved bytes among them
/// @param limit empty: none
public record Quota(long used, OptionalLong limit, long stores, OptionalLong storesLimit) {}
