package lectern.kosync.sql;

import java.util.Optional;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.account.StampGuard;
import lectern.db.Database;
import lectern.db.Row;
import lectern.db.Tx;
import lectern.kosync.book.Policy;
import lectern.kosync.book.PreferenceStore;
import lectern.kosync.book.Preferences;

public final class SqlPreferences implements PreferenceStore {
    private static final String FIND =
            "select policy, card, replay_guard, repair_device_ids from kosync_reader where account_id = ?";

    private static final String SAVE = """
            insert into kosync_reader
                (account_id, documents, last_number, policy, card, replay_guard, repair_device_ids)
            values (?, 0, 0, ?, ?, ?, ?)
            on conflict (account_id) do update set
                policy = excluded.policy, card = excluded.card, replay_guard = excluded.replay_guard,
                repair_device_ids = excluded.repair_device_ids
            """;

    private final Database db;

    public SqlPreferences(Database db) {
        this.db = db;
    }

    @Override
    public Preferences find(AccountId account) {
        return db.read(tx -> of(tx, account));
    }

    @Override
    public void save(Account account, Preferences preferences) {
        db.write(tx -> {
            StampGuard.check(tx, account);
            return tx.update(
                    SAVE,
                    account.id().value(),
                    Column.of(preferences.policy()),
                    preferences.card(),
                    preferences.replayGuard(),
                    preferences.repairDeviceIds());
        });
    }

    static Preferences of(Tx tx, AccountId account) {
        return tx.one(FIND, SqlPreferences::read, account.value()).orElse(Preferences.DEFAULT);
    }

    private static Preferences read(Row row) {
        var card = row.optionalWhole("card");
        return new Preferences(
                Column.value(Policy.class, row.text("policy")),
                card.isEmpty() ? Optional.empty() : Optional.of(card.getAsLong() != 0),
                row.flag("replay_guard"),
                row.flag("repair_device_ids"));
    }
}
