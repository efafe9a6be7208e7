package lectern.account;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import lectern.db.Database;
import lectern.db.Row;

public final class SqlInvites implements Invites {
    private static final String ADD = """
            insert into account_invite (handle, code_hash, note, role, uses_left, created_at, expires_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String FIND = """
            select * from account_invite
            where code_hash = ? and uses_left > 0 and (expires_at is null or expires_at > ?)
            """;

    private static final String LIST = """
            select * from account_invite where uses_left > 0 and (expires_at is null or expires_at > ?)
            order by created_at desc, handle
            """;

    private static final String REVOKE = "delete from account_invite where handle = ?";

    private static final String DELETE_EXPIRED = """
            delete from account_invite where handle in
                (select handle from account_invite where uses_left = 0 or expires_at <= ? limit ?)
            """;

    private final Database database;
    private final Tokens tokens;
    private final InstantSource clock;

    public SqlInvites(Database database, SecureRandom random, InstantSource clock) {
        this.database = database;
        this.tokens = new Tokens(random);
        this.clock = clock;
    }

    @Override
    public Invite.Created add(String note, Role role, int uses, Optional<Instant> expiresAt) {
        if (uses < 1) {
            throw new IllegalArgumentException("an invite is good for one account at least");
        }
        var code = tokens.typed();
        var invite = new Invite(tokens.handle(), note, role, uses, clock.instant(), expiresAt);
        database.write(tx -> tx.update(
                ADD,
                invite.handle().value(),
                Tokens.hash(code),
                note,
                role.text(),
                uses,
                invite.createdAt(),
                expiresAt));
        return new Invite.Created(code, invite);
    }

    @Override
    public Optional<Invite> find(String code) {
        var hash = Tokens.hash(code);
        var now = clock.instant();
        return database.read(tx -> tx.one(FIND, SqlInvites::invite, hash, now));
    }

    @Override
    public List<Invite> list() {
        var now = clock.instant();
        return database.read(tx -> tx.list(LIST, SqlInvites::invite, now));
    }

    @Override
    public boolean revoke(Handle handle) {
        return database.write(tx -> tx.update(REVOKE, handle.value())) > 0;
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        return database.write(tx -> tx.update(DELETE_EXPIRED, now, limit));
    }

    private static Invite invite(Row row) {
        return new Invite(
                new Handle(row.text("handle")),
                row.text("note"),
                Role.of(row.text("role")),
                Math.toIntExact(row.whole("uses_left")),
                row.instant("created_at"),
                row.optionalInstant("expires_at"));
    }
}
