package lectern.account;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import lectern.db.Database;
import lectern.db.Row;

public final class SqlDeviceKeys implements DeviceKeys {
    private static final String ADD = """
            insert into account_device_key (account_id, handle, key_hash, label, scope, generation, created_at)
            values (?, ?, ?, ?, ?, (select key_generation from account where id = ?), ?)
            """;

    private static final String LIST = """
            select device.* from account_device_key device
            join account on account.id = device.account_id and account.key_generation = device.generation
            where device.account_id = ? and account.deleted_at is null
            order by device.created_at desc, device.handle
            """;

    private static final String REVOKE = """
            delete from account_device_key where account_id = ? and handle = ?
            """;

    private static final String END_ITS_SESSIONS = """
            delete from account_session where token_hash in
                (select token_hash from account_session where account_id = ? and device_key = ? limit 100)
            """;

    private static final String RAISE_STAMP = "update account set stamp = stamp + 1 where id = ?";

    private static final String USED = """
            update account_device_key set last_used_at = ?
            where handle = ? and (last_used_at is null or last_used_at < ?)
            """;

    private static final String DELETE_SOME = """
            delete from account_device_key where handle in
                (select handle from account_device_key where account_id = ? limit ?)
            """;

    private static final String DELETE_ENDED = """
            delete from account_device_key where handle in (
                select device.handle from account_device_key device
                join account on account.id = device.account_id and account.key_generation > device.generation
                where device.account_id = ? limit 100)
            """;

    private final Database database;
    private final Tokens tokens;
    private final InstantSource clock;

    public SqlDeviceKeys(Database database, SecureRandom random, InstantSource clock) {
        this.database = database;
        this.tokens = new Tokens(random);
        this.clock = clock;
    }

    @Override
    public DeviceKey.Created add(Account account, String label, Scope scope) {
        if (scope instanceof Scope.Everything) {
            throw new IllegalArgumentException("a device key never opens everything");
        }
        var key = tokens.typed();
        var added = new DeviceKey(tokens.handle(), label, scope, clock.instant(), Optional.empty());
        database.write(tx -> {
            StampGuard.check(tx, account);
            var id = account.id().value();
            tx.update(DELETE_ENDED, id);
            return tx.update(
                    ADD,
                    id,
                    added.handle().value(),
                    Tokens.hash(Tokens.md5Hex(key)),
                    label,
                    scope.text(),
                    id,
                    added.createdAt());
        });
        return new DeviceKey.Created(key, added);
    }

    @Override
    public List<DeviceKey> list(AccountId account) {
        return database.read(tx -> tx.list(LIST, SqlDeviceKeys::deviceKey, account.value()));
    }

    @Override
    public boolean revoke(AccountId account, Handle handle) {
        return database.write(tx -> {
            if (tx.update(REVOKE, account.value(), handle.value()) == 0) {
                return false;
            }
            tx.update(END_ITS_SESSIONS, account.value(), handle.value());
            tx.update(RAISE_STAMP, account.value());
            return true;
        });
    }

    @Override
    public void used(Map<Handle, Instant> times) {
        var copy = Map.copyOf(times);
        database.write(tx -> {
            copy.forEach((handle, at) -> tx.update(USED, at, handle.value(), at));
            return copy.size();
        });
    }

    @Override
    public int deleteSome(AccountId account, int limit) {
        return database.write(tx -> tx.update(DELETE_SOME, account.value(), limit));
    }

    private static DeviceKey deviceKey(Row row) {
        return new DeviceKey(
                new Handle(row.text("handle")),
                row.text("label"),
                Scope.parse(row.text("scope")).orElseThrow(),
                row.instant("created_at"),
                row.optionalInstant("last_used_at"));
    }
}
