package lectern.db;

import java.util.List;

/// Brings a database to the schema of this program: forward only, each step in one transaction, under a lock that
/// keeps other processes out. What was done stands in the table `lectern_migration`.
final class Migrations {
    private static final String TABLE = """
            create table if not exists lectern_migration (
                number bigint not null primary key,
                name text not null,
                checksum text not null
            )""";

    private static final String DONE = "select number, name, checksum from lectern_migration order by number";

    private static final String RECORD = "insert into lectern_migration (number, name, checksum) values (?, ?, ?)";

    private Migrations() {}

    /// Where migrations run.
    interface Target {
        /// One transaction that no other process migrates beside.
        <T> T locked(Work<T> work);

        /// Runs every statement of a migration, inside that transaction.
        void script(String sql);
    }

    /// Returns the number of the last migration. `where` is what messages call the database.
    static int run(Target target, String where, List<Migration> migrations) {
        while (target.locked(tx -> step(tx, target, where, migrations))) {
            // one more done
        }
        return last(migrations);
    }

    /// Whether there was a step to take.
    private static boolean step(Tx tx, Target target, String where, List<Migration> migrations) {
        tx.update(TABLE);
        var done = tx.list(DONE, Step::of);
        if (!done.isEmpty()) {
            refuseNewer(where, done.getLast().number(), migrations);
        }
        var known = migrations.stream().map(Step::of).toList();
        if (done.size() > known.size() || !done.equals(known.subList(0, done.size()))) {
            throw new DatabaseException.Unsuitable(
                    where + " was made by another build of Lectern: the migrations it went"
                            + " through are not those this Lectern has. Nothing was changed.");
        }
        if (done.size() == migrations.size()) {
            return false;
        }
        var next = migrations.get(done.size());
        target.script(next.sql());
        tx.update(RECORD, next.number(), next.name(), next.checksum());
        return true;
    }

    static void refuseNewer(String where, long schema, List<Migration> migrations) {
        if (schema > last(migrations)) {
            throw new DatabaseException.Unsuitable(where + " was written by a newer Lectern: its schema is " + schema
                    + ", and this Lectern knows schemas up to " + last(migrations)
                    + ". Nothing was changed; use the newer Lectern.");
        }
    }

    static int last(List<Migration> migrations) {
        return migrations.isEmpty() ? 0 : migrations.getLast().number();
    }

    private record Step(long number, String name, String checksum) {
        static Step of(Row row) {
            return new Step(row.whole("number"), row.text("name"), row.text("checksum"));
        }

        static Step of(Migration migration) {
            return new Step(migration.number(), migration.name(), migration.checksum());
        }
    }
}
