package lectern.anki.collection;

import lectern.db.SqliteFile;
import lectern.db.SqliteTransaction;
import lectern.db.Work;

/// A collection as it was when somebody began to read it.
record Reading(SqliteFile file, SqliteTransaction transaction) implements AutoCloseable {
    /// Takes the file over: it is closed also when this fails.
    static Reading begin(SqliteFile file) {
        try {
            return new Reading(file, file.beginToRead());
        } catch (Throwable e) {
            file.close();
            throw e;
        }
    }

    <T> T run(Work<T> work) {
        return transaction.run(work);
    }

    @Override
    public void close() {
        transaction.close();
        file.close();
    }
}
