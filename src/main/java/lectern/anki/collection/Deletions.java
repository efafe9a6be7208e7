package lectern.anki.collection;

import lectern.db.Tx;

/// How many notes one sync deletes, of how many.
final class Deletions {
    private static final String NOTES = "select count(*) as notes from notes";

    private long notesBefore;
    private long deleted;

    void apply(Tx tx, Graves graves, long usn) {
        if (deleted == 0 && !graves.notes().isEmpty()) {
            notesBefore = tx.one(NOTES, row -> row.whole("notes")).orElseThrow();
        }
        deleted += graves.apply(tx, usn);
    }

    boolean exceed(int percent) {
        return deleted * 100 > notesBefore * percent;
    }
}
