package lectern.account.preference;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.account.StampGuard;
import lectern.db.Database;
import lectern.db.Row;

public final class SqlPreferenceStore implements PreferenceStore {
    private static final String FIND = "select language, zone, view from account_preference where account_id = ?";

    private static final String SAVE = """
            insert into account_preference (account_id, language, zone, view) values (?, ?, ?, ?)
            on conflict (account_id) do update set
                language = excluded.language, zone = excluded.zone, view = excluded.view
            """;

    private static final String DELETE = "delete from account_preference where account_id = ?";

    private final Database database;

    public SqlPreferenceStore(Database database) {
        this.database = database;
    }

    @Override
    public Preferences find(AccountId account) {
        return database.lookUp(FIND, SqlPreferenceStore::read, account.value()).orElse(Preferences.NONE);
    }

    @Override
    public void save(Account account, Preferences preferences) {
        database.write(tx -> {
            StampGuard.check(tx, account);
            return tx.update(
                    SAVE,
                    account.id().value(),
                    preferences.language().map(Language::text),
                    preferences.zone().map(ZoneId::getId),
                    preferences.view().map(View::text));
        });
    }

    @Override
    public int deleteSome(AccountId account, int limit) {
        return database.write(tx -> tx.update(DELETE, account.value()));
    }

    private static Preferences read(Row row) {
        return new Preferences(
                row.optionalText("language").flatMap(Language::of),
                row.optionalText("zone").flatMap(SqlPreferenceStore::zone),
                row.optionalText("view").flatMap(View::of));
    }

    /// Zones come and go with the JDK's own data.
    private static Optional<ZoneId> zone(String id) {
        try {
            return Optional.of(ZoneId.of(id));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
