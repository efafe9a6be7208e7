package lectern.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// One transaction's hold of a connection to PostgreSQL. The driver keeps the prepared statements of a connection by
/// itself.
record PostgresSession(Connection connection, PostgresErrors errors) implements Statements {
    <T> T transaction(Work<T> work) {
        try {
            var result = new JdbcTx(this, errors).run(work);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw errors.ours(e);
        } finally {
            rollback();
        }
    }

    /// Ends what a failure left open; after a commit it does nothing and costs nothing.
    private void rollback() {
        try {
            connection.rollback();
        } catch (SQLException _) {
            // a broken connection is found out by the pool
        }
    }

    void script(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw errors.ours(e);
        }
    }

    @Override
    public PreparedStatement take(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    @Override
    public void giveBack(PreparedStatement statement) throws SQLException {
        statement.close();
    }

    @Override
    public void drop(String sql) {
        // it is closed with its connection, which has nothing more to do after a failure
    }
}
