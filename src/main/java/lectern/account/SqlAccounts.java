package lectern.account;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import lectern.db.Database;
import lectern.db.Row;
import lectern.db.Tx;

public final class SqlAccounts implements Accounts {
    private static final String BY_ID = "select * from account where id = ? and deleted_at is null";

    private static final String BY_NAME = """
            select account.* from account_name join account on account.id = account_name.account_id
            where account_name.lookup = ?
            """;

    private static final String LOGIN = """
            select account.*, device.handle as device_handle, device.label as device_label, device.scope as device_scope
            from account_name
            join account on account.id = account_name.account_id
            left join account_device_key device on device.account_id = account.id
                and device.key_hash = ? and device.generation = account.key_generation
            where account_name.lookup = ?
            """;

    private static final String FIRST = """
            select * from account where deleted_at is null order by created_at, id limit ?
            """;

    private static final String NEXT = """
            select * from account
            where deleted_at is null and (created_at, id) > (select created_at, id from account where id = ?)
            order by created_at, id limit ?
            """;

    private static final String OTHERS_NAME = "select 1 from account_name where lookup = ? and account_id <> ?";
    private static final String ADD_NAME = "insert into account_name (lookup, account_id) values (?, ?)";
    private static final String DELETE_NAMES = "delete from account_name where account_id = ?";

    private static final String USE_INVITE = """
            update account_invite set uses_left = uses_left - 1
            where code_hash = ? and uses_left > 0 and (expires_at is null or expires_at > ?)
            """;

    private static final String CREATE = """
            insert into account (id, name_sealed, mail_sealed, role, verifier, claimed, disabled, keys_only,
                stamp, session_generation, key_generation, key_salt, created_at)
            values (?, ?, ?, ?, ?, ?, 0, 0, 1, 1, 1, ?, ?)
            returning *
            """;

    private static final String KEEP_VERIFIER = """
            update account set stamp = stamp + 1, verifier = ?, claimed = ? where id = ? and stamp = ? returning *
            """;

    private static final String CHANGE_PASSWORD = """
            update account set stamp = stamp + 1, session_generation = session_generation + 1, verifier = ?, claimed = ?
            where id = ? and stamp = ?
            returning *
            """;

    private static final String KEEP_SESSION = """
            update account_session set generation = (select session_generation from account where id = account_id)
            where account_id = ? and handle = ?
                and generation = (select session_generation - 1 from account where id = account_id)
            """;

    private static final String RESET_PASSWORD = """
            update account set stamp = stamp + 1, session_generation = session_generation + 1,
                key_generation = key_generation + 1, verifier = ?, claimed = 1
            where id = ? and stamp = ?
            returning *
            """;

    private static final String CHANGE_NAME_AND_MAIL = """
            update account set stamp = stamp + 1, name_sealed = ?, mail_sealed = ? where id = ? and stamp = ? returning *
            """;

    private static final String CHANGE_ROLE = """
            update account set stamp = stamp + 1, role = ? where id = ? and stamp = ? returning *
            """;

    private static final String CHANGE_DISABLED = """
            update account set stamp = stamp + 1, disabled = ? where id = ? and stamp = ? returning *
            """;

    private static final String CHANGE_KEYS_ONLY = """
            update account set stamp = stamp + 1, keys_only = ? where id = ? and stamp = ? returning *
            """;

    private static final String DELETE = """
            update account set stamp = stamp + 1, deleted_at = ?, name_sealed = ?, mail_sealed = null, verifier = null
            where id = ? and stamp = ?
            """;

    private static final String DELETED = """
            select id from account where deleted_at is not null order by deleted_at limit ?
            """;

    private static final String FORGET = "delete from account where id = ? and deleted_at is not null";

    private final Database database;
    private final Privacy privacy;
    private final AccountRow row;
    private final SecureRandom random;
    private final InstantSource clock;

    public SqlAccounts(Database database, Privacy privacy, SecureRandom random, InstantSource clock) {
        this.database = database;
        this.privacy = privacy;
        this.row = new AccountRow(privacy);
        this.random = random;
        this.clock = clock;
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return database.lookUp(BY_ID, row::read, id.value());
    }

    @Override
    public Optional<Account> find(String nameOrMail) {
        var lookup = privacy.lookup(nameOrMail);
        return database.lookUp(BY_NAME, row::read, lookup);
    }

    @Override
    public Optional<Login> login(String nameOrMail, String deviceKeyHash) {
        var lookup = privacy.lookup(nameOrMail);
        return database.lookUp(LOGIN, this::login, deviceKeyHash, lookup);
    }

    private Login login(Row found) {
        return new Login(
                row.read(found),
                found.optionalText("verifier").map(Verifier::parse),
                found.optionalText("device_handle")
                        .map(handle -> new Credential.DeviceKey(
                                new Handle(handle),
                                found.text("device_label"),
                                Scope.parse(found.text("device_scope")).orElseThrow())));
    }

    @Override
    public List<Account> list(Optional<AccountId> after, int limit) {
        return database.read(tx -> after.isEmpty()
                ? tx.list(FIRST, row::read, limit)
                : tx.list(NEXT, row::read, after.orElseThrow().value(), limit));
    }

    @Override
    public Creation create(NewAccount wanted) {
        var id = AccountId.random(random);
        var keySalt = new byte[32];
        random.nextBytes(keySalt);
        var now = clock.instant();
        var lookups = lookups(wanted.name(), wanted.mail());
        return database.write(tx -> {
            if (taken(tx, lookups, id)) {
                return new Creation.NameTaken();
            }
            if (wanted.invite().isPresent()
                    && tx.update(USE_INVITE, Tokens.hash(wanted.invite().orElseThrow()), now) == 0) {
                return new Creation.InviteUsedUp();
            }
            var account = tx.one(
                            CREATE,
                            row::read,
                            id.value(),
                            privacy.seal(wanted.name().value(), id),
                            wanted.mail().map(mail -> privacy.seal(mail.value(), id)),
                            wanted.role().text(),
                            wanted.verifier().map(Verifier::text),
                            wanted.claimed(),
                            keySalt,
                            now)
                    .orElseThrow();
            lookups.forEach(lookup -> tx.update(ADD_NAME, lookup, id.value()));
            return new Creation.Created(account);
        });
    }

    @Override
    public Account keepVerifier(Account account, Verifier verifier, boolean claimed) {
        return change(account, KEEP_VERIFIER, verifier.text(), claimed);
    }

    @Override
    public Account changePassword(Account account, Verifier verifier, boolean claimed, Optional<Handle> kept) {
        return database.write(tx -> {
            var changed = change(tx, account, CHANGE_PASSWORD, verifier.text(), claimed);
            kept.ifPresent(handle -> tx.update(KEEP_SESSION, account.id().value(), handle.value()));
            return changed;
        });
    }

    @Override
    public Account resetPassword(Account account, Verifier verifier) {
        return change(account, RESET_PASSWORD, verifier.text());
    }

    @Override
    public Optional<Account> rename(Account account, AccountName name) {
        return call(account, name, account.mail());
    }

    @Override
    public Optional<Account> changeMail(Account account, Optional<MailAddress> mail) {
        return call(account, account.name(), mail);
    }

    private Optional<Account> call(Account account, AccountName name, Optional<MailAddress> mail) {
        var id = account.id();
        var lookups = lookups(name, mail);
        return database.write(tx -> {
            if (taken(tx, lookups, id)) {
                return Optional.empty();
            }
            var changed = change(
                    tx,
                    account,
                    CHANGE_NAME_AND_MAIL,
                    privacy.seal(name.value(), id),
                    mail.map(address -> privacy.seal(address.value(), id)));
            tx.update(DELETE_NAMES, id.value());
            lookups.forEach(lookup -> tx.update(ADD_NAME, lookup, id.value()));
            return Optional.of(changed);
        });
    }

    @Override
    public Account changeRole(Account account, Role role) {
        return change(account, CHANGE_ROLE, role.text());
    }

    @Override
    public Account changeDisabled(Account account, boolean disabled) {
        return change(account, CHANGE_DISABLED, disabled);
    }

    @Override
    public Account changeKeysOnly(Account account, boolean keysOnly) {
        return change(account, CHANGE_KEYS_ONLY, keysOnly);
    }

    @Override
    public void delete(Account account) {
        var now = clock.instant();
        database.write(tx -> {
            if (tx.update(DELETE, now, new byte[0], account.id().value(), account.stamp()) == 0) {
                throw new StaleAccount();
            }
            return tx.update(DELETE_NAMES, account.id().value());
        });
    }

    @Override
    public List<AccountId> deleted(int limit) {
        return database.read(tx -> tx.list(DELETED, found -> new AccountId(found.text("id")), limit));
    }

    @Override
    public void forget(AccountId deleted) {
        database.write(tx -> tx.update(FORGET, deleted.value()));
    }

    private Account change(Account account, String sql, Object value) {
        return database.write(tx -> change(tx, account, sql, value));
    }

    private Account change(Account account, String sql, Object first, Object second) {
        return database.write(tx -> change(tx, account, sql, first, second));
    }

    private Account change(Tx tx, Account account, String sql, Object... values) {
        var all = new Object[values.length + 2];
        System.arraycopy(values, 0, all, 0, values.length);
        all[values.length] = account.id().value();
        all[values.length + 1] = account.stamp();
        return tx.one(sql, row::read, all).orElseThrow(StaleAccount::new);
    }

    /// Usually two; one when somebody is called as their mail address.
    private Set<String> lookups(AccountName name, Optional<MailAddress> mail) {
        var lookups = new LinkedHashSet<String>();
        lookups.add(privacy.lookup(name.value()));
        mail.ifPresent(address -> lookups.add(privacy.lookup(address.value())));
        return lookups;
    }

    private static boolean taken(Tx tx, Set<String> lookups, AccountId id) {
        return lookups.stream()
                .anyMatch(lookup ->
                        tx.one(OTHERS_NAME, _ -> true, lookup, id.value()).isPresent());
    }
}
