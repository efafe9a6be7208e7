package lectern.kosync.sql;

import java.util.List;

import lectern.account.AccountData;
import lectern.account.AccountId;
import lectern.db.Database;

/// Everything this protocol keeps for an account, to be removed with it.
public final class SqlReadingData implements AccountData {
    private static final List<String> TABLES = List.of("""
            delete from kosync_history where (account_id, at, number) in (
                select account_id, at, number from kosync_history where account_id = ? limit ?)
            """, """
            delete from kosync_document where (account_id, document) in (
                select account_id, document from kosync_document where account_id = ? limit ?)
            """, """
            delete from kosync_apart where (account_id, document, other) in (
                select account_id, document, other from kosync_apart where account_id = ? limit ?)
            """, """
            delete from kosync_forgotten where (account_id, number) in (
                select account_id, number from kosync_forgotten where account_id = ? limit ?)
            """, """
            delete from kosync_surplus where (account_id, number) in (
                select account_id, number from kosync_surplus where account_id = ? limit ?)
            """, """
            delete from kosync_merged where (account_id, at, document) in (
                select account_id, at, document from kosync_merged where account_id = ? limit ?)
            """, """
            delete from kosync_trace where (account_id, number, hour) in (
                select account_id, number, hour from kosync_trace where account_id = ? limit ?)
            """, """
            delete from kosync_device where (account_id, device) in (
                select account_id, device from kosync_device where account_id = ? limit ?)
            """, """
            delete from kosync_reader where account_id in (
                select account_id from kosync_reader where account_id = ? limit ?)
            """);

    private final Database db;

    public SqlReadingData(Database db) {
        this.db = db;
    }

    @Override
    public int deleteSome(AccountId account, int limit) {
        return db.write(tx -> {
            int removed = 0;
            for (var delete : TABLES) {
                if (removed < limit) {
                    removed += tx.update(delete, account.value(), limit - removed);
                }
            }
            return removed;
        });
    }
}
