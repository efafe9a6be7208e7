package lectern.syncnode.feed;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import lectern.account.AccountId;
import lectern.db.Database;
import lectern.db.Tx;

public final class SqlHeads implements Heads {
    private static final int AT_ONCE = 50;

    private static final String HEADS = """
            select account.id, account.stamp, coalesce(store_account.position, 0) as position
            from account left join store_account on store_account.account_id = account.id
            where account.deleted_at is null and account.id in (?%s)
            """.formatted(", ?".repeat(AT_ONCE - 1));

    private final Database database;

    public SqlHeads(Database database) {
        this.database = database;
    }

    @Override
    public Map<AccountId, Head> of(Collection<AccountId> accounts) {
        var ids = accounts.stream().map(AccountId::value).toList();
        return database.read(tx -> {
            var found = new HashMap<AccountId, Head>();
            accounts.forEach(account -> found.put(account, Head.NONE));
            for (int from = 0; from < ids.size(); from += AT_ONCE) {
                some(tx, ids.subList(from, Math.min(from + AT_ONCE, ids.size())), found);
            }
            return found;
        });
    }

    /// What is left over asks for the last one again.
    private static void some(Tx tx, List<String> ids, Map<AccountId, Head> found) {
        var asked = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> ids.get(Math.min(i, ids.size() - 1)))
                .toArray();
        tx.each(
                HEADS,
                row -> found.put(new AccountId(row.text("id")), new Head(row.whole("position"), row.whole("stamp"))),
                asked);
    }
}
