package lectern.blob;

/// What was stored.
///
/// @param sha256 the digest of the bytes in hex, taken while they were written
public record Blob(BlobId id, long size, String sha256) {}
