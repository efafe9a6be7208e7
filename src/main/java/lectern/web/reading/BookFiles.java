package lectern.web.reading;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import lectern.account.Account;
import lectern.http.FormField;
import lectern.kosync.KosyncStores;
import lectern.kosync.book.Book;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.FileName;
import lectern.kosync.book.LinkResult;
import lectern.kosync.book.Metadata;
import lectern.kosync.book.SameBook;
import lectern.kosync.ebook.Bytes;
import lectern.kosync.ebook.Ebook;

/// What pages and scripts do with a book file that somebody shows. The file itself is gone when the request is.
record BookFiles(KosyncStores stores) {
    static final long LARGEST = 1L << 30;

    /// Empty for a field that is no file, or one without a name or content.
    static Optional<Ebook> read(Optional<FormField> field) throws IOException {
        var file = field.filter(sent -> !sent.isEmpty());
        var name = file.flatMap(FormField::fileName).flatMap(FileName::parse);
        return name.isEmpty() ? Optional.empty() : Optional.of(Ebook.read(name.get(), bytes(file.orElseThrow())));
    }

    private static Bytes bytes(FormField file) {
        return new Bytes() {
            @Override
            public long length() {
                return file.length();
            }

            @Override
            public int read(ByteBuffer to, long from) throws IOException {
                return file.read(to, from);
            }
        };
    }

    /// What was found in a file, as somebody sends it back; empty when that cannot be.
    static Optional<Ebook> told(String name, String content, String title, String authors) {
        var metadata = new Metadata(
                Optional.empty(),
                Optional.of(title).filter(text -> !text.isEmpty()),
                Optional.of(authors.replace("\r", "")).filter(text -> !text.isEmpty()));
        return FileName.parse(name)
                .flatMap(file ->
                        DocumentId.parse(content).map(digest -> new Ebook(file, digest, file.digest(), metadata)));
    }

    /// The book that has the file already, under either digest.
    Optional<Book> bookOf(Account account, Ebook file) {
        return Stream.of(file.content(), file.byName())
                .flatMap(digest -> stores.books().book(account, digest).stream())
                .findFirst();
    }

    /// From now on both digests are one book, which is called what the file says; also when no device has opened it
    /// yet.
    LinkResult keep(Account account, Ebook file) {
        var result = stores.links().link(account, new SameBook(List.of(file.content(), file.byName())));
        if (result instanceof LinkResult.Linked) {
            stores.books().describe(account, file.content(), file.name(), file.metadata());
            stores.books().describe(account, file.byName(), file.name(), file.metadata());
        }
        return result;
    }
}
