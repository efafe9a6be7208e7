package lectern.web.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import lectern.account.Account;
import lectern.kosync.Titles;
import lectern.kosync.book.Book;
import lectern.kosync.book.Books;
import lectern.kosync.book.Page;
import lectern.kosync.book.Text;

/// Somebody's books, to look through.
record Shelf(Books books, Titles titles) {
    private static final int AT_ONCE = 500;
    private static final double FINISHED = 0.995;

    enum State {
        ALL,
        READING,
        FINISHED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<State> of(String text) {
            return Arrays.stream(values())
                    .filter(state -> state.text().equals(text))
                    .findFirst();
        }

        private boolean has(Book book) {
            return switch (this) {
                case ALL -> true;
                case READING -> !isFinished(book);
                case FINISHED -> isFinished(book);
            };
        }
    }

    /// @param text of which every word must stand in a name, among the authors, or in the name of a file
    record Search(String text, State state) {
        private boolean isForAll() {
            return text.isBlank() && state == State.ALL;
        }
    }

    /// @param more whether others follow
    record Found(List<Book> books, boolean more) {}

    /// The book that was read last comes first.
    Found find(Account account, Search search, Page page) {
        if (search.isForAll()) {
            var some = books.books(account, new Page(page.offset(), page.limit() + 1));
            return new Found(some.subList(0, Math.min(some.size(), page.limit())), some.size() > page.limit());
        }
        var words = List.of(Text.folded(search.text()).split("\\s+", -1));
        var found = new ArrayList<Book>();
        long skip = page.offset();
        for (var part = Page.first(AT_ONCE); ; part = part.next()) {
            var some = books.books(account, part);
            for (var book : some) {
                if (!search.state().has(book) || !words.stream().allMatch(described(book)::contains)) {
                    continue;
                }
                if (skip > 0) {
                    skip--;
                } else if (found.size() == page.limit()) {
                    return new Found(found, true);
                } else {
                    found.add(book);
                }
            }
            if (some.size() < AT_ONCE) {
                return new Found(found, false);
            }
        }
    }

    private String described(Book book) {
        return Text.folded(String.join(
                " ",
                titles.name(book),
                book.title().orElse(""),
                titles.authors(book),
                book.filename().orElse(""),
                book.canonical().value()));
    }

    static boolean isFinished(Book book) {
        return book.progress().percentage() >= FINISHED;
    }
}
