package lectern.calibre;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import lectern.db.DatabaseException;
import lectern.db.RowReader;
import lectern.db.Tx;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

/// The tables of `metadata.db` that say which books there are. Texts are cut where no honest one is so long.
final class CalibreTables {
    private static final int PAGE = 500;
    private static final int LONGEST_LIST = 100;

    private static final String BOOKS = """
            select id, substr(coalesce(title, ''), 1, 1000) as title, substr(sort, 1, 1000) as sort,
                coalesce(series_index, 1.0) as series_index, substr(coalesce(path, ''), 1, 1000) as path,
                coalesce(has_cover, 0) as has_cover
            from books
            where id > ?
            order by id
            limit ?
            """;
    private static final String AUTHORS = """
            select link.book, substr(author.name, 1, 1000) as name
            from books_authors_link link
            join authors author on author.id = link.author
            where link.book between ? and ? and author.name is not null
            order by link.id
            """;
    private static final String SERIES = """
            select link.book, substr(series.name, 1, 1000) as name
            from books_series_link link
            join series on series.id = link.series
            where link.book between ? and ? and series.name is not null
            order by link.id
            """;
    private static final String FILES = """
            select book, substr(format, 1, 100) as format, substr(name, 1, 1000) as name
            from data
            where book between ? and ? and format is not null and name is not null
            order by id
            """;

    private static final String CHECK = """
            select quick_check as finding
            from pragma_quick_check(?)
            where quick_check <> 'ok'
            """;

    private CalibreTables() {}

    record Book(Title title, List<String> authors, Optional<String> series, List<File> files) {}

    /// @param path of the book's folder, below the library's
    record Title(long id, String title, String sort, double seriesIndex, String path, boolean hasCover) {}

    /// @param name without the extension, which is the format in lower case
    record File(String format, String name) {}

    /// Throws when a table is damaged, also where the damage would only give wrong answers. Other tables are left
    /// alone: the check of a full-text table needs what only Calibre has.
    static void check(Tx tx) {
        for (var table : List.of("books", "authors", "books_authors_link", "series", "books_series_link", "data")) {
            tx.one(CHECK, row -> row.text("finding"), table).ifPresent(finding -> {
                throw new DatabaseException.Damaged(
                        "The table %s of the library is damaged: %s".formatted(table, finding));
            });
        }
    }

    /// Some books in the order of their numbers, from the next one after `id`; none at the end.
    static List<Book> after(long id, Tx tx) {
        var titles = tx.list(
                BOOKS,
                row -> new Title(
                        row.whole("id"),
                        row.text("title"),
                        row.optionalText("sort").orElse(row.text("title")),
                        row.real("series_index"),
                        row.text("path"),
                        row.flag("has_cover")),
                id,
                PAGE);
        if (titles.isEmpty()) {
            return List.of();
        }
        long first = titles.getFirst().id();
        long last = titles.getLast().id();
        var authors = byBook(tx, AUTHORS, row -> row.text("name").replace('|', ','), first, last); // Calibre's comma
        var series = byBook(tx, SERIES, row -> row.text("name"), first, last);
        var files = byBook(tx, FILES, row -> new File(row.text("format"), row.text("name")), first, last);
        return titles.stream()
                .map(title -> new Book(
                        title, of(title, authors), of(title, series).stream().findFirst(), of(title, files)))
                .toList();
    }

    private static <T> Map<Long, List<T>> byBook(Tx tx, String sql, RowReader<T> reader, long first, long last) {
        return tx.list(sql, row -> Map.entry(row.whole("book"), reader.read(row)), first, last).stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    private static <T> List<T> of(Title title, Map<Long, List<T>> byBook) {
        return byBook.getOrDefault(title.id(), List.of()).stream()
                .limit(LONGEST_LIST)
                .toList();
    }
}
