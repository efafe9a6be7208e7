package lectern.account;

import java.time.InstantSource;
import java.util.Optional;

import lectern.db.Database;
import lectern.db.Row;

public final class SqlServerIdentities implements ServerIdentities {
    private static final String FIND = "select instance_id, feed_epoch, secret_fingerprint from server";

    private static final String SETTLE = """
            insert into server (one, instance_id, feed_epoch, secret_fingerprint, created_at) values (1, ?, ?, ?, ?)
            on conflict (one) do nothing
            """;

    private static final String BEGIN_FEED_EPOCH = "update server set feed_epoch = ?";

    private final Database database;
    private final InstantSource clock;

    public SqlServerIdentities(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Optional<ServerIdentity> find() {
        return database.lookUp(FIND, SqlServerIdentities::identity);
    }

    @Override
    public ServerIdentity settle(ServerIdentity identity) {
        var now = clock.instant();
        return database.write(tx -> {
            tx.update(SETTLE, identity.instance(), identity.feedEpoch(), identity.secretFingerprint(), now);
            return tx.one(FIND, SqlServerIdentities::identity).orElseThrow();
        });
    }

    @Override
    public ServerIdentity beginFeedEpoch(String epoch) {
        return database.write(tx -> {
            tx.update(BEGIN_FEED_EPOCH, epoch);
            return tx.one(FIND, SqlServerIdentities::identity).orElseThrow();
        });
    }

    private static ServerIdentity identity(Row row) {
        return new ServerIdentity(row.text("instance_id"), row.text("feed_epoch"), row.text("secret_fingerprint"));
    }
}
