package lectern.anki.media;

import lectern.account.AccountId;
import lectern.db.Tx;

/// The media of an account as a whole.
///
/// @param bytes of all files that are not deleted
record Totals(long usn, long files, long bytes) {
    private static final Totals NONE = new Totals(0, 0, 0);

    private static final String FIND = "select usn, files, bytes from anki_media where account_id = ?";

    private static final String SAVE = """
            insert into anki_media (account_id, usn, files, bytes) values (?, ?, ?, ?)
            on conflict (account_id) do update set usn = excluded.usn, files = excluded.files, bytes = excluded.bytes
            """;

    static Totals of(Tx tx, AccountId account) {
        return tx.one(
                        FIND,
                        row -> new Totals(row.whole("usn"), row.whole("files"), row.whole("bytes")),
                        account.value())
                .orElse(NONE);
    }

    void save(Tx tx, AccountId account) {
        tx.update(SAVE, account.value(), usn, files, bytes);
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
