package lectern.kosync.book;

import java.util.Optional;

/// What a reading program says about a file when its owner lets it. Later silence erases nothing.
///
/// @param authors one text; several authors stand on a line each
public record Metadata(Optional<FileName> filename, Optional<String> title, Optional<String> authors) {
    public static final Metadata NONE = new Metadata(Optional.empty(), Optional.empty(), Optional.empty());

    private static final int MAX_LENGTH = 512;

    public Metadata {
        title = title.flatMap(Metadata::tidy);
        authors = authors.flatMap(Metadata::tidy);
    }

    private static Optional<String> tidy(String text) {
        return Optional.of(text)
                .filter(said -> !said.isBlank() && Text.isStorable(said))
                .map(said -> Text.cut(said, MAX_LENGTH));
    }
}
