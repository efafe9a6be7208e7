package lectern.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/// One run of one [Work] on a connection. It lets a failed statement end the work on SQLite too, as PostgreSQL does.
final class JdbcTx implements Tx {
    private static final int FETCHED_AT_ONCE = 500; // else PostgreSQL's driver holds all of them

    private final Statements statements;
    private final SqlErrors errors;
    private boolean spoilt;
    private boolean ended;
    private boolean reading;
    private @Nullable DatabaseException failure;

    JdbcTx(Statements statements, SqlErrors errors) {
        this.statements = statements;
        this.errors = errors;
    }

    /// What the work returned, unless it went on after a failed statement: then it has failed too.
    <T> T run(Work<T> work) {
        try {
            var result = work.in(this);
            if (failure != null) {
                throw failure;
            }
            return result;
        } finally {
            ended = true;
        }
    }

    @Override
    public int update(String sql, @Nullable Object... values) {
        int changed = execute(sql, PreparedStatement::executeUpdate, values);
        spoilt |= changed > 0;
        return changed;
    }

    @Override
    public <T> Optional<T> one(String sql, RowReader<T> reader, @Nullable Object... values) {
        var rows = rows(sql, reader, 1, values);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    @Override
    public <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... values) {
        return rows(sql, reader, Integer.MAX_VALUE, values);
    }

    @Override
    public void each(String sql, Consumer<Row> visitor, @Nullable Object... values) {
        query(
                sql,
                statement -> {
                    statement.setFetchSize(FETCHED_AT_ONCE);
                    visit(statement, visitor, Integer.MAX_VALUE);
                    return true;
                },
                values);
    }

    private <T> List<T> rows(String sql, RowReader<T> reader, int most, @Nullable Object... values) {
        return query(
                sql,
                statement -> {
                    var read = new ArrayList<T>();
                    visit(statement, row -> read.add(reader.read(row)), most);
                    return read;
                },
                values);
    }

    private <T> T query(String sql, Execution<T> execution, @Nullable Object... values) {
        spoilt |= !sql.startsWith("select");
        return execute(sql, execution, values);
    }

    private interface Execution<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T execute(String sql, Execution<T> execution, @Nullable Object... values) {
        usable();
        try {
            var statement = statements.take(sql);
            bind(statement, values);
            var result = execution.of(statement);
            statements.giveBack(statement);
            return result;
        } catch (SQLException e) {
            statements.drop(sql);
            throw failed(e);
        }
    }

    private void visit(PreparedStatement statement, Consumer<Row> visitor, int most) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var row = new JdbcRow(rows, errors);
            reading = true;
            for (int seen = 0; seen < most && rows.next(); seen++) {
                visitor.accept(row);
            }
        } finally {
            reading = false;
        }
    }

    /// Whether this work, had it failed, would leave something behind that a rollback has to remove.
    boolean spoilt() {
        return spoilt;
    }

    private void usable() {
        if (ended) {
            throw new IllegalStateException("This transaction is over.");
        }
        if (reading) {
            throw new IllegalStateException("A row reader only reads its row.");
        }
        if (failure != null) {
            throw new IllegalStateException("A statement of this transaction has failed, so it must end.", failure);
        }
    }

    private DatabaseException failed(SQLException theirs) {
        var ours = errors.ours(theirs);
        failure = ours;
        spoilt |= !(ours
                instanceof DatabaseException.Conflict); // other failures may have ended the transaction by themselves
        return ours;
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i]);
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case String text -> statement.setString(index, text);
            case Long whole -> statement.setLong(index, whole);
            case Integer whole -> statement.setLong(index, whole);
            case Double real -> statement.setDouble(index, real);
            case byte[] bytes -> statement.setBytes(index, bytes);
            case Boolean flag -> statement.setLong(index, flag ? 1 : 0);
            case Instant instant -> statement.setLong(index, instant.toEpochMilli());
            case Optional<?> optional -> bind(statement, index, optional.orElse(null));
            default ->
                throw new IllegalArgumentException(
                        "No column holds a " + value.getClass().getName() + ".");
        }
    }
}
