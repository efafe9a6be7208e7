package lectern.anki.schema;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The columns of a note that hold its text, and those that are made from it: they are not sent, but clients that
/// download the file sort by the one and look for duplicates with the other.
///
/// @param fields with U+001F between them
/// @param sortField what notes are sorted by; the column turns what looks like a number into one, on purpose
public record NoteText(String tags, String fields, String sortField, long checksum) {
    private static final String SEPARATOR = "\u001f";

    /// From a note as it was sent.
    ///
    /// @throws Unreadable when it does not fit its note type
    public static NoteText of(String tags, String fields, NoteTypes.Shape shape) {
        var cleaned = Arrays.stream(fields.split(SEPARATOR, -1))
                .map(NoteText::withoutControls)
                .toList();
        if (cleaned.size() != shape.fields()) {
            throw new Unreadable("a note has " + cleaned.size() + " fields, and its note type " + shape.fields());
        }
        var first = PlainText.of(cleaned.getFirst());
        return new NoteText(
                tags(tags),
                String.join(SEPARATOR, cleaned),
                shape.sortField() < cleaned.size() ? PlainText.of(cleaned.get(shape.sortField())) : "",
                checksum(first));
    }

    private static String withoutControls(String field) {
        return Names.without(point -> Names.isControl(point) && point != '\n' && point != '\t', field);
    }

    private static String tags(String sent) {
        var tags = Arrays.stream(sent.split("[ \u3000]", -1))
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.joining(" "));
        return tags.isEmpty() ? "" : " " + tags + " ";
    }

    private static long checksum(String plainText) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest(plainText.getBytes(StandardCharsets.UTF_8));
            return Integer.toUnsignedLong(ByteBuffer.wrap(digest).getInt());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1.", e);
        }
    }
}
