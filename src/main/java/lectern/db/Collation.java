package lectern.db;

import java.util.Comparator;

/// How the program that made a SQLite file compares and orders some of its texts. What depends on such a column
/// cannot be read or checked without it.
public record Collation(String name, Comparator<String> order) {}
