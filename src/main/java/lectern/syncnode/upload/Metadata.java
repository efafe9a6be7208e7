package lectern.syncnode.upload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import lectern.syncnode.entry.Expected;
import lectern.syncnode.entry.Properties;
import lectern.syncnode.entry.Reference;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SentVersion;
import lectern.syncnode.wire.StoreKey;
import lectern.syncnode.wire.SyncNodeError;

/// `Upload-Metadata`: which store the bytes are for, and what else a PUT says in its headers. Pairs of a name and a
/// value in base64, parted by commas; names we do not know do not matter.
record Metadata(Reference reference, Optional<String> token, Optional<String> meta, Optional<String> contentType) {
    private static final int LONGEST_TYPE = 1000;
    private static final int LONGEST = 60 * 1024; // it comes back in a header

    static Metadata parse(String header) {
        var values = values(header);
        var key = Optional.ofNullable(values.get("key")).orElseThrow(() -> bad("There is no key."));
        return new Metadata(
                StoreKey.of(key, "self".equals(values.get("owner"))),
                text(values, "token"),
                text(values, "meta").flatMap(SentVersion::meta),
                text(values, "contentType").filter(Metadata::isHeader));
    }

    private static Map<String, String> values(String header) {
        if (header.length() > LONGEST) {
            throw bad("It is too long.");
        }
        var values = new HashMap<String, String>();
        for (var pair : header.split(",", -1)) {
            var parts = pair.strip().split(" +", -1);
            if (parts.length > 2 || parts[0].isEmpty()) {
                throw bad("It is pairs of a name and a value.");
            }
            values.put(parts[0], parts.length == 1 ? "" : decoded(parts[1]));
        }
        return values;
    }

    private static String decoded(String base64) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException _) {
            throw bad("A value is text in base64.");
        }
    }

    private static Optional<String> text(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name)).filter(text -> !text.isBlank());
    }

    private static boolean isHeader(String type) {
        if (type.length() > LONGEST_TYPE || !type.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            throw bad("A contentType is a header of a line.");
        }
        return true;
    }

    private static Refusal bad(String what) {
        return new Refusal(new SyncNodeError.BadRequest("Upload-Metadata: " + what));
    }

    Expected expected() {
        return expected(token);
    }

    static Expected expected(Optional<String> token) {
        return token.map(Expected::token).orElse(Expected.NOTHING);
    }

    int metaSize() {
        return meta.map(String::length).orElse(0);
    }

    Properties of(long size, String sha256) {
        return new Properties(meta, contentType, Optional.empty(), size, sha256);
    }
}
