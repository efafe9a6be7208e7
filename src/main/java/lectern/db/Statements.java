package lectern.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Where a transaction gets its prepared statements from.
interface Statements {
    PreparedStatement take(String sql) throws SQLException;

    void giveBack(PreparedStatement statement) throws SQLException;

    /// Instead of giving back a statement that has failed.
    void drop(String sql);
}
