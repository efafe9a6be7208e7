package lectern.db;

/// Which SQL the database speaks, for the few statements that have one text for each.
public enum Dialect {
    SQLITE,
    POSTGRES
}
