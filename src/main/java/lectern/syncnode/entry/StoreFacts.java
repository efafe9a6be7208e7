package lectern.syncnode.entry;

/// What the operator is told about all stores together.
///
/// @param tombstones how many members still remember a store that is gone
/// @param versions how many replaced and deleted versions are kept
/// @param versionBytes how large they are
/// @param withoutBytes versions, current or kept, whose bytes nothing holds: each is damage
public record StoreFacts(
        long stores, long bytes, long tombstones, long versions, long versionBytes, long withoutBytes) {}
