package lectern.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The two numbers of a SQLite file that tell whose it is, read without SQLite, because even to look at a file
/// SQLite may write beside it. The layout is that of <https://sqlite.org/fileformat2.html#the_database_header>.
record SqliteHeader(int applicationId, int userVersion) {
    private static final int LENGTH = 100;
    private static final String MAGIC = "SQLite format 3\0";
    private static final int USER_VERSION = 60;
    private static final int APPLICATION_ID = 68;

    /// Empty when there is no file yet, or an empty one.
    static Optional<SqliteHeader> of(Path file) {
        try {
            if (Files.notExists(file) || Files.size(file) == 0) {
                return Optional.empty();
            }
            try (var in = Files.newInputStream(file)) {
                return Optional.of(parse(in.readNBytes(LENGTH), file));
            }
        } catch (IOException e) {
            throw new DatabaseException.Unavailable(file + " cannot be read: " + e + ".", e);
        }
    }

    private static SqliteHeader parse(byte[] bytes, Path file) {
        if (bytes.length < LENGTH || !new String(bytes, 0, MAGIC.length(), StandardCharsets.ISO_8859_1).equals(MAGIC)) {
            throw new DatabaseException.Damaged(
                    file + " is not a SQLite database: it is damaged, or it is something else.");
        }
        var numbers = ByteBuffer.wrap(bytes);
        return new SqliteHeader(numbers.getInt(APPLICATION_ID), numbers.getInt(USER_VERSION));
    }
}
