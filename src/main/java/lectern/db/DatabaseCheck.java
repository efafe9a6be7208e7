package lectern.db;

import java.util.List;
import java.util.Optional;

/// How a database is, for somebody who looks for what is wrong.
///
/// @param where what messages call it
/// @param engine the program behind it, with its version
/// @param schema the number of its last migration, 0 when it has none
/// @param newestSchema the number this program would bring it to
/// @param bytes what it takes on its disk
/// @param journalMode SQLite's, `wal` when all is well
/// @param problems a sentence for everything found damaged
public record DatabaseCheck(
        String where,
        String engine,
        long schema,
        long newestSchema,
        long bytes,
        Optional<String> journalMode,
        List<String> problems) {
    public DatabaseCheck {
        problems = List.copyOf(problems);
    }

    public boolean sound() {
        return problems.isEmpty();
    }
}
