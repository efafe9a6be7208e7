package lectern.anki.media;

import lectern.account.AccountId;
import lectern.db.Row;
import lectern.db.Tx;

/// The media of an account as a whole.
///
/// @param bytes of all files that are not deleted
record Totals(long usn, long files, long bytes) {
    private static final Totals NONE = new Totals(0, 0, 0);

    private static final String FIND = "select usn, files, bytes from anki_media where account_id = ?";

    /// The row as it is, or a first one.
    private static final String HOLD = """
            insert into anki_media (account_id, usn, files, bytes) values (?, 0, 0, 0)
            on conflict (account_id) do update set usn = anki_media.usn
            returning usn, files, bytes
            """;

    private static final String SAVE = "update anki_media set usn = ?, files = ?, bytes = ? where account_id = ?";

    static Totals of(Tx tx, AccountId account) {
        return tx.one(FIND, Totals::read, account.value()).orElse(NONE);
    }

    /// The same for a transaction that changes them. Nobody else changes them until it ends, so that who comes second
    /// has done nothing yet that has to be done again.
    static Totals hold(Tx tx, AccountId account) {
        return tx.one(HOLD, Totals::read, account.value()).orElseThrow();
    }

    private static Totals read(Row row) {
        return new Totals(row.whole("usn"), row.whole("files"), row.whole("bytes"));
    }

    void save(Tx tx, AccountId account) {
        tx.update(SAVE, usn, files, bytes, account.value());
    }

    Totals at(long number) {
        return new Totals(number, files, bytes);
    }

    Totals with(long size) {
        return size == 0 ? this : new Totals(usn, files + 1, bytes + size);
    }

    Totals without(long size) {
        return size == 0 ? this : new Totals(usn, files - 1, bytes - size);
    }
}
