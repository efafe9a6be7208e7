package lectern.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The current row of a result set. JDBC reads zero where there is nothing, so only a zero is asked whether it is one.
final class JdbcRow implements Row {
    private final ResultSet rows;
    private final SqlErrors errors;

    JdbcRow(ResultSet rows, SqlErrors errors) {
        this.rows = rows;
        this.errors = errors;
    }

    @Override
    public String text(String column) {
        return optionalText(column).orElseThrow(() -> missing(column));
    }

    @Override
    public Optional<String> optionalText(String column) {
        try {
            return Optional.ofNullable(rows.getString(column));
        } catch (SQLException e) {
            throw errors.ours(e);
        }
    }

    @Override
    public long whole(String column) {
        return optionalWhole(column).orElseThrow(() -> missing(column));
    }

    @Override
    public OptionalLong optionalWhole(String column) {
        try {
            var value = rows.getLong(column);
            return value == 0 && rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
        } catch (SQLException e) {
            throw errors.ours(e);
        }
    }

    @Override
    public long wholeOrZero(String column) {
        try {
            return rows.getLong(column);
        } catch (SQLException e) {
            throw errors.ours(e);
        }
    }

    @Override
    public double real(String column) {
        return optionalReal(column).orElseThrow(() -> missing(column));
    }

    @Override
    public OptionalDouble optionalReal(String column) {
        try {
            var value = rows.getDouble(column);
            return value == 0 && rows.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
        } catch (SQLException e) {
            throw errors.ours(e);
        }
    }

    @Override
    public byte[] bytes(String column) {
        return optionalBytes(column).orElseThrow(() -> missing(column));
    }

    @Override
    public Optional<byte[]> optionalBytes(String column) {
        try {
            return Optional.ofNullable(rows.getBytes(column));
        } catch (SQLException e) {
            throw errors.ours(e);
        }
    }

    @Override
    public boolean flag(String column) {
        return whole(column) != 0;
    }

    @Override
    public Instant instant(String column) {
        return Instant.ofEpochMilli(whole(column));
    }

    @Override
    public Optional<Instant> optionalInstant(String column) {
        var millis = optionalWhole(column);
        return millis.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis.getAsLong()));
    }

    private static DatabaseException missing(String column) {
        return new DatabaseException.Unexpected("The column " + column + " is null.");
    }
}
