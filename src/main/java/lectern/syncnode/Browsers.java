package lectern.syncnode;

import java.util.List;
import java.util.Set;

import lectern.http.Cors;

/// What pages may send and read: every header of this protocol, which a browser would keep from them otherwise.
final class Browsers {
    private static final List<String> METHODS = List.of("GET", "HEAD", "PUT", "DELETE", "POST", "PATCH", "OPTIONS");

    private static final List<String> SENT = List.of(
            "Authorization",
            "Content-Type",
            "Content-Encoding",
            "Content-Digest",
            "Repr-Digest",
            "If-Match",
            "If-None-Match",
            "If-Modified-Since",
            "If-Unmodified-Since",
            "If-Range",
            "Range",
            "Last-Event-ID",
            "X-Sync-Token",
            "X-Sync-Meta",
            "X-Sync-Client",
            "Tus-Resumable",
            "Upload-Length",
            "Upload-Metadata",
            "Upload-Offset",
            "Upload-Checksum",
            "Upload-Complete");

    private static final List<String> READ = List.of(
            "ETag",
            "Link",
            "Location",
            "Last-Modified",
            "Accept-Ranges",
            "Content-Range",
            "Content-Encoding",
            "Content-Length",
            "Repr-Digest",
            "Retry-After",
            "Backoff",
            "RateLimit",
            "RateLimit-Policy",
            "WWW-Authenticate",
            "Allow",
            "X-Request-Id",
            "X-Sync-Token",
            "X-Sync-Meta",
            "X-Sync-Status",
            "X-Sync-Permission",
            "X-Sync-Address",
            "X-Sync-Owner",
            "X-Sync-Cursor",
            "X-Sync-Quota-Remaining",
            "Tus-Resumable",
            "Tus-Version",
            "Tus-Extension",
            "Tus-Max-Size",
            "Upload-Length",
            "Upload-Offset",
            "Upload-Expires",
            "Upload-Metadata");

    private Browsers() {}

    static Cors from(Set<String> origins) {
        return Cors.origins(origins, METHODS, SENT, READ);
    }
}
