package lectern.kosync.ebook;

import java.io.IOException;
import java.util.Locale;

import lectern.calibre.ContentDigest;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.FileName;
import lectern.kosync.book.Metadata;

/// What is known of a file that is not kept.
///
/// @param content what programs call it that match by content
/// @param byName what programs call it that match by file name
/// @param metadata title and authors, as far as they can be read: from EPUB, FictionBook (also zipped), and the files
///     of Kindles
public record Ebook(FileName name, DocumentId content, DocumentId byName, Metadata metadata) {
    public static Ebook read(FileName name, Bytes file) throws IOException {
        var said = Said.NOTHING;
        try {
            said = said(name, file);
        } catch (Unreadable _) {
            // a file that is damaged, or pretends to be something else, has digests all the same
        }
        return new Ebook(name, new DocumentId(ContentDigest.of(file::read)), name.digest(), said.metadata());
    }

    private static Said said(FileName name, Bytes file) throws IOException {
        var start = file.from(0, 80);
        if (Archive.isOne(start)) {
            var archive = Archive.open(file);
            return name.value().toLowerCase(Locale.ROOT).endsWith(".zip")
                    ? FictionBook.read(archive.firstNamed(".fb2", FictionBook.MOST_BYTES))
                    : Epub.read(archive);
        }
        if (Mobi.isOne(start)) {
            return Mobi.read(file);
        }
        return FictionBook.isOne(start) ? FictionBook.read(file.from(0, FictionBook.MOST_BYTES)) : Said.NOTHING;
    }
}
