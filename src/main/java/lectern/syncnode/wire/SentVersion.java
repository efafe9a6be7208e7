package lectern.syncnode.wire;

import java.util.Optional;
import java.util.OptionalLong;

import lectern.http.Request;
import lectern.syncnode.entry.Expected;
import lectern.syncnode.entry.Properties;

/// What the headers of a PUT say: about the version it replaces, and about the bytes that follow.
///
/// @param size of the body; empty when it comes in chunks
public record SentVersion(
        Expected expected,
        Optional<String> meta,
        Optional<String> contentType,
        Optional<String> contentEncoding,
        OptionalLong size,
        Digests digests) {
    public static final int LONGEST_META = 8000;
    static final int LONGEST_TYPE = 1000;

    public static SentVersion of(Request request) {
        if (request.rawHeader("Content-Range").isPresent()) {
            throw new Refusal(new SyncNodeError.PartialPut());
        }
        if (request.rawHeader("Upload-Complete")
                .filter(whole -> !whole.strip().equals("?1"))
                .isPresent()) {
            throw new Refusal(new SyncNodeError.UploadVersion());
        }
        return new SentVersion(
                Conditions.of(request),
                meta(request),
                atMostALine(request, "Content-Type"),
                atMostALine(request, "Content-Encoding"),
                size(request),
                Digests.of(request));
    }

    private static Optional<String> meta(Request request) {
        var sent = request.headers("X-Sync-Meta");
        if (sent.size() > 1) {
            throw new Refusal(new SyncNodeError.BadMeta("There is metadata twice."));
        }
        return sent.stream().findFirst().flatMap(SentVersion::meta);
    }

    /// What is empty is as good as absent.
    public static Optional<String> meta(String text) {
        var meta = text.strip();
        if (meta.length() > LONGEST_META) {
            throw new Refusal(new SyncNodeError.MetaTooLarge(LONGEST_META));
        }
        if (!meta.chars().allMatch(c -> (c >= ' ' && c < 0x7F) || c == '\t')) {
            throw new Refusal(new SyncNodeError.BadMeta("Metadata is visible ASCII, blanks and tabs."));
        }
        return Optional.of(meta).filter(found -> !found.isEmpty());
    }

    private static Optional<String> atMostALine(Request request, String header) {
        return request.rawHeader(header).filter(value -> !value.isBlank()).map(value -> {
            if (value.length() > LONGEST_TYPE) {
                throw new Refusal(new SyncNodeError.BadRequest("Too long: " + header));
            }
            return value;
        });
    }

    private static OptionalLong size(Request request) {
        return request.rawHeader("Content-Length")
                .map(length -> OptionalLong.of(Long.parseLong(length.strip())))
                .orElseGet(() ->
                        request.rawHeader("Transfer-Encoding").isPresent() ? OptionalLong.empty() : OptionalLong.of(0));
    }

    public int metaSize() {
        return meta.map(String::length).orElse(0);
    }

    public Properties with(long bytes, String sha256) {
        return new Properties(meta, contentType, contentEncoding, bytes, sha256);
    }
}
