package lectern.calibre;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/// A Calibre library made for a test: the folder, the files, and those tables of `metadata.db` that say which books
/// there are, as Calibre 9 makes them. The trigger and the view call functions that only Calibre has, as its own
/// do.
final class CalibreShelf implements AutoCloseable {
    private static final List<String> TABLES = List.of(
            "create table authors (id integer primary key, name text not null collate nocase, unique (name))",
            """
            create table books (id integer primary key autoincrement, title text not null default 'Unknown' collate nocase,
                sort text collate nocase, series_index real not null default 1.0, path text not null default '',
                has_cover bool default 0)
            """,
            """
            create table books_authors_link (id integer primary key, book integer not null, author integer not null,
                unique (book, author))
            """,
            "create table series (id integer primary key, name text not null collate nocase, unique (name))",
            """
            create table books_series_link (id integer primary key, book integer not null, series integer not null,
                unique (book))
            """,
            """
            create table data (id integer primary key, book integer not null, format text not null collate nocase,
                uncompressed_size integer not null, name text not null, unique (book, format))
            """,
            "create virtual table annotations_fts using fts5(searchable_text, tokenize = 'unicode61 remove_diacritics 2')",
            """
            create trigger series_delete_trg after delete on series begin
                update books set sort = title_sort(old.name);
            end
            """,
            "create view meta as select id, sortconcat(id, title) as author_sort from books");

    private final Path folder;
    private final Connection connection;

    private CalibreShelf(Path folder, Connection connection) {
        this.folder = folder;
        this.connection = connection;
    }

    static CalibreShelf in(Path folder) {
        try {
            Files.createDirectories(folder);
            var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("metadata.db"));
            var shelf = new CalibreShelf(folder, connection);
            TABLES.forEach(shelf::sql);
            return shelf;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    Path folder() {
        return folder;
    }

    /// A book without any file, in the folder that Calibre would give it.
    Shelved add(String title, String... authors) {
        sql("insert into books (title, sort) values (?, ?)", title, title);
        long id = number("select max(id) from books");
        for (var author : authors) {
            sql("insert or ignore into authors (name) values (?)", author);
            sql("insert into books_authors_link (book, author) select ?, id from authors where name = ?", id, author);
        }
        var shelved = new Shelved(
                id, "%s/%s (%d)".formatted(authors.length == 0 ? "Unknown" : plain(authors[0]), plain(title), id));
        sql("update books set path = ? where id = ?", shelved.path(), id);
        return shelved;
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9 ]", "_").substring(0, Math.min(40, name.length()));
    }

    void sql(String sql, Object... values) {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private long number(String sql) {
        try (var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /// A book on the shelf.
    final class Shelved {
        private final long id;
        private final String path;

        private Shelved(long id, String path) {
            this.id = id;
            this.path = path;
        }

        long id() {
            return id;
        }

        String path() {
            return path;
        }

        /// Adds a format; `content` stands for a book's bytes.
        Shelved with(String format, String name, String content) {
            write(file(format, name), content);
            return listing(format, name);
        }

        /// The database names a file that is not there.
        Shelved listing(String format, String name) {
            sql("insert into data (book, format, uncompressed_size, name) values (?, ?, 1, ?)", id, format, name);
            return this;
        }

        Shelved inSeries(String name, double index) {
            sql("insert or ignore into series (name) values (?)", name);
            sql("insert into books_series_link (book, series) select ?, id from series where name = ?", id, name);
            sql("update books set series_index = ? where id = ?", index, id);
            return this;
        }

        Shelved withCover(String content) {
            write(folder.resolve(path).resolve("cover.jpg"), content);
            sql("update books set has_cover = 1 where id = ?", id);
            return this;
        }

        Path file(String format, String name) {
            return folder.resolve(path).resolve(name + "." + format.toLowerCase(Locale.ROOT));
        }

        private static void write(Path file, String content) {
            try {
                Files.createDirectories(file.getParent());
                Files.writeString(file, content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
