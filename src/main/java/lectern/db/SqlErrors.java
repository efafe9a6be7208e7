package lectern.db;

import java.sql.SQLException;

/// A driver's exceptions in our words.
@FunctionalInterface
interface SqlErrors {
    DatabaseException ours(SQLException theirs);
}
