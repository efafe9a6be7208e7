package lectern.db;

/// Which SQL the database speaks, for the few statements that have one text for each.
public enum Dialect {
    SQLITE("sqlite"),
    POSTGRES("postgres");

    private final String folder;

    Dialect(String folder) {
        this.folder = folder;
    }

    /// Where below `db/` its migrations are.
    String folder() {
        return folder;
    }
}
