package lectern.anki.schema;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import lectern.db.DatabaseException;
import lectern.db.SqliteFile;
import lectern.db.Tx;

/// What SQLite says about the pages of a collection. Clients look at what they download in the same way, and refuse
/// it if there is a problem.
///
/// @param problems in SQLite's words
/// @param complete whether the indexes were compared with their tables too, which takes most of the time
public record Integrity(List<String> problems, boolean complete) {
    private static final int MOST_PROBLEMS = 20;

    public Integrity {
        problems = List.copyOf(problems);
    }

    public boolean sound() {
        return problems.isEmpty();
    }

    /// However long it takes.
    public static Integrity of(SqliteFile file) {
        return within(Duration.ofDays(365), file);
    }

    /// What is found in time; a fifth of it is kept for the quick check, in case the complete one does not end.
    public static Integrity within(Duration limit, SqliteFile file) {
        try {
            return file.readWithin(limit.multipliedBy(4).dividedBy(5), tx -> problems(tx, "integrity_check"))
                    .map(problems -> new Integrity(problems, true))
                    .or(() -> file.readWithin(limit.dividedBy(5), tx -> problems(tx, "quick_check"))
                            .map(problems -> new Integrity(problems, false)))
                    .orElse(new Integrity(List.of(), false));
        } catch (DatabaseException.Damaged _) {
            return new Integrity(List.of("its pages do not fit together"), true);
        }
    }

    private static List<String> problems(Tx tx, String check) {
        var problems = new ArrayList<>(tx.list("pragma " + check + "(" + MOST_PROBLEMS + ")", row -> row.text(check)));
        problems.remove("ok");
        return problems;
    }
}
