package lectern.syncnode.entry;

import java.util.Optional;

/// What is known of the bytes of one version. It belongs to the version: a put replaces all of it, and what it does
/// not say is gone.
///
/// @param meta as the client sent it, at most 8000 visible characters of ASCII
/// @param contentEncoding a property of the stored bytes, which are never transformed
/// @param sha256 of the bytes, in hex
public record Properties(
        Optional<String> meta,
        Optional<String> contentType,
        Optional<String> contentEncoding,
        long size,
        String sha256) {}
