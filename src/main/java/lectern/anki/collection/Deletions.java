package lectern.anki.collection;

import lectern.db.Tx;

/// How many notes one sync deletes, of how many.
final class Deletions {
    private static final String NOTES = "select count(*) as notes from notes";

    private long notesBefore;
    private long deleted;
    private long buried;

    void apply(Tx tx, Graves graves, long usn) {
        if (deleted == 0 && !graves.notes().isEmpty()) {
            notesBefore = tx.one(NOTES, row -> row.whole("notes")).orElseThrow();
        }
        deleted += graves.apply(tx, usn);
        buried += graves.count();
    }

    boolean any() {
        return buried > 0;
    }

    boolean exceed(int percent) {
        return deleted * 100 > notesBefore * percent;
    }
}
