package lectern.db;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// What PostgreSQL reports, in our words. The states are those of
/// <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
record PostgresErrors(String where) implements SqlErrors {
    private static final Set<String> LOST_A_RACE = Set.of("40001", "40P01"); // serialization failure, deadlock

    @Override
    public DatabaseException ours(SQLException theirs) {
        var state = theirs.getSQLState();
        if (state == null) { // the pool's own exception, or a driver's that is no answer of the server
            return theirs instanceof SQLTransientConnectionException
                    ? unavailable("is busy: all connections are in use", theirs)
                    : unexpected(theirs);
        }
        return switch (state) {
            case "23505" -> new DatabaseException.Conflict("A unique key is taken: " + theirs.getMessage(), theirs);
            case "40001", "40P01" -> unavailable("has too many writers at once on the same rows", theirs);
            case "28000", "28P01" -> unavailable("refuses the user or the password", theirs);
            case "3D000" -> unavailable("does not exist; make it with createdb", theirs);
            case "42501" -> unavailable("does not let this user do what it must: " + theirs.getMessage(), theirs);
            case "25006" -> unavailable("is read-only", theirs);
            case "53100" -> new DatabaseException.Full(where + " cannot grow: its disk is full.", theirs);
            case "55P03", "57014" -> unavailable("took too long", theirs);
            case "XX001", "XX002" ->
                new DatabaseException.Damaged(where + " is damaged: " + theirs.getMessage(), theirs);
            default -> byClass(state.substring(0, 2), theirs);
        };
    }

    private DatabaseException byClass(String stateClass, SQLException theirs) {
        return switch (stateClass) {
            case "08", "57" -> unavailable("cannot be reached", theirs);
            case "53" -> unavailable("lacks disk, memory or connections: " + theirs.getMessage(), theirs);
            case "58" -> unavailable("has trouble with its disk: " + theirs.getMessage(), theirs);
            default -> unexpected(theirs);
        };
    }

    /// Whether the same work may succeed when it runs again at once. A taken key is one of the signs: whoever chose the
    /// next free number sees no other than that another was faster.
    static boolean mayHaveLostARace(DatabaseException failure) {
        return failure instanceof DatabaseException.Conflict || lostARace(failure);
    }

    private static boolean lostARace(DatabaseException failure) {
        return failure.getCause() instanceof SQLException theirs && lostARace(theirs.getSQLState());
    }

    private static boolean lostARace(@Nullable String state) {
        return state != null && LOST_A_RACE.contains(state);
    }

    private DatabaseException unavailable(String what, SQLException theirs) {
        return new DatabaseException.Unavailable(where + " " + what + ".", theirs);
    }

    private DatabaseException unexpected(SQLException theirs) {
        return new DatabaseException.Unexpected(where + ": " + theirs.getMessage(), theirs);
    }
}
