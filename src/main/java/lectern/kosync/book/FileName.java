package lectern.kosync.book;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import lectern.calibre.FileNameDigest;

/// A file's name as a reading program spells it, without any folder.
public record FileName(String value) {
    private static final int MAX_LENGTH = 512;

    /// What scanners and converters call everything: names that say nothing about the book.
    private static final Set<String> EMPTY_WORDS = Set.of("book", "index", "cover", "document", "untitled", "scan");

    public FileName {
        value = value.substring(Math.max(value.lastIndexOf('/'), value.lastIndexOf('\\')) + 1);
        if (value.isBlank() || !Text.isStorable(value)) {
            throw new IllegalArgumentException("not a file name");
        }
    }

    /// Empty for a text without a name in it.
    public static Optional<FileName> parse(String text) {
        try {
            return Optional.of(new FileName(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// As it is stored, compared and shown: two spellings of one letter are the same.
    public String normalized() {
        return Text.cut(Normalizer.normalize(value, Normalizer.Form.NFC), MAX_LENGTH);
    }

    /// Without the extension and a `.kepub` before it: equal for the formats of one book.
    public String stem() {
        var stem = withoutExtension(normalized());
        return stem.toLowerCase(Locale.ROOT).endsWith(".kepub") ? withoutExtension(stem) : stem;
    }

    /// Whether two files of this name are likely to be the same book.
    public boolean tells() {
        return !EMPTY_WORDS.contains(Text.folded(stem()));
    }

    /// What a reading program that matches by file name calls this file.
    public DocumentId digest() {
        return new DocumentId(FileNameDigest.of(value));
    }

    private static String withoutExtension(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
