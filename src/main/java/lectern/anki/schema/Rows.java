package lectern.anki.schema;

import lectern.db.Row;

/// Columns that several tables have.
final class Rows {
    private Rows() {}

    /// A file may hold any number there, and the wire has 32 bits.
    static int usn(Row row) {
        return Math.clamp(row.whole("usn"), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
