package lectern.db;

import java.nio.file.Path;
import java.sql.SQLException;

import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What SQLite reports about one file, in our words. The codes are those of <https://sqlite.org/rescode.html>.
record SqliteErrors(Path file) implements SqlErrors {
    @Override
    public DatabaseException ours(SQLException theirs) {
        var code = theirs instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        return switch (code) {
            case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID ->
                new DatabaseException.Conflict("A unique key is taken: " + theirs.getMessage(), theirs);
            default -> byKind(theirs);
        };
    }

    /// The low byte of a code is its kind, and the only part the driver gives for codes it does not know.
    private DatabaseException byKind(SQLException theirs) {
        return switch (theirs.getErrorCode()) {
            case 5, 6 -> unavailable("is locked by another process", theirs);
            case 8 -> unavailable("cannot be written: it or its folder is read-only", theirs);
            case 10 -> unavailable("cannot be read or written: the disk reports an error", theirs);
            case 13 -> new DatabaseException.Full(file + " cannot grow: the disk is full.", theirs);
            case 3, 14, 23 -> unavailable("cannot be opened: look at its folder and their permissions", theirs);
            case 7 -> unavailable("needs more memory than there is", theirs);
            case 11, 26 -> new DatabaseException.Damaged(file + " is damaged: " + theirs.getMessage(), theirs);
            default -> new DatabaseException.Unexpected("SQLite on " + file + ": " + theirs.getMessage(), theirs);
        };
    }

    private DatabaseException unavailable(String what, SQLException theirs) {
        return new DatabaseException.Unavailable(file + " " + what + ".", theirs);
    }
}
