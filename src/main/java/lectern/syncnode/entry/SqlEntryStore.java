package lectern.syncnode.entry;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.account.AccountName;
import lectern.account.Accounts;
import lectern.account.Caller;
import lectern.account.NameKeys;
import lectern.account.Privacy;
import lectern.account.StampGuard;
import lectern.blob.BlobId;
import lectern.db.Database;
import lectern.db.Row;
import lectern.db.Tx;

import static java.util.Comparator.comparing;

/// See [EntryStore]. What a write does is in [Step] and [Sharing], what stands against it in [Rules], and what an
/// account sees in [Seats] and [Feed].
public final class SqlEntryStore implements EntryStore {
    private static final String MEMBERS = """
            select m.account_id, m.permission, a.name_sealed from store_member m join account a on a.id = m.account_id
            where m.address = ? and m.event in ('put', 'grant')
            """;

    private static final String NAME = "select name_sealed from account where id = ?";

    private static final String LIMIT = """
            insert into store_account (account_id, position, forgotten, stores, bytes, reserved, bytes_limit, stores_limit)
            values (?, 0, 0, 0, 0, 0, ?, ?)
            on conflict (account_id) do update set
                bytes_limit = excluded.bytes_limit, stores_limit = excluded.stores_limit
            """;

    private static final String FACTS = """
            select
                (select count(*) from store where deleted_at is null) as stores,
                (select coalesce(sum(v.size), 0) from store s
                    join store_member m on m.address = s.address and m.account_id = s.home
                    join store_version v on v.id = m.version
                    where s.deleted_at is null) as bytes,
                (select count(*) from store_member where event in ('delete', 'revoke', 'owner_deleted')) as tombstones,
                (select count(*) from store_version where content is not null or blob_id is not null) as versions,
                (select coalesce(sum(size), 0) from store_version
                    where content is not null or blob_id is not null) as version_bytes,
                (select count(*) from store_version v where v.blob_id is not null and not exists (
                    select 1 from blob b where b.blob_id = v.blob_id and b.due_at is null)) as without_bytes
            """;

    private static final String TRASH = """
            select m.address, m.name_sealed, m.own, m.at, v.size from store_member m
            join store s on s.address = m.address
            join store_version v on v.id = s.trash
            where m.account_id = ? and m.event = 'delete' and m.permission = 'own'
            order by m.at desc, m.id desc limit ?
            """;

    private static final String KEPT = """
            select id, address, sha256, blob_id, content from store_version
            where id > ? and (content is not null or blob_id is not null) order by id limit ?
            """;

    private final Database db;
    private final Accounts accounts;
    private final NameKeys keys;
    private final Privacy privacy;
    private final EntrySettings settings;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Seats seats;
    private final Feed feed;

    public SqlEntryStore(
            Database db,
            Accounts accounts,
            Privacy privacy,
            EntrySettings settings,
            SecureRandom random,
            InstantSource clock) {
        this.db = db;
        this.accounts = accounts;
        this.keys = new NameKeys(db, privacy);
        this.privacy = privacy;
        this.settings = settings;
        this.random = random;
        this.clock = clock;
        this.seats = new Seats(settings, privacy, keys);
        this.feed = new Feed(db, settings, seats);
    }

    @Override
    public Outcome<Found> find(Caller caller, Reference reference) {
        var sought = seats.sought(caller, reference);
        var glance = seats.glance(db, sought);
        return Outcome.unless(
                new Rules(caller, seats).againstReading(glance.sight()), () -> Outcome.done(found(caller, glance)));
    }

    private Found found(Caller caller, Seats.Glance glance) {
        var live = (Sight.Live) glance.sight();
        return new Found(seats.entry(caller, live.seat(), live.name()), glance.content());
    }

    @Override
    public Outcome<Found> find(Caller caller, Reference reference, String token) {
        var sought = seats.sought(caller, reference);
        var rules = new Rules(caller, seats);
        var now = clock.instant();
        return db.read(tx -> {
            var glance = seats.glance(tx, sought);
            if (glance.sight() instanceof Sight.Live live
                    && live.seat().store().token().value().equals(token)
                    && rules.againstReading(live).isEmpty()) {
                return Outcome.done(found(caller, glance));
            }
            return Owned.of(glance.sight(), rules, seats)
                    .then(owned -> version(caller, owned, token, new History(tx, settings, now)));
        });
    }

    private Outcome<Found> version(Caller caller, Owned owned, String token, History history) {
        var version = history.find(owned.seat(), token);
        return version.isEmpty()
                ? Outcome.refused(new Obstacle.UnknownVersion())
                : Outcome.done(new Found(
                        seats.entry(caller, owned.seat(), owned.name())
                                .with(
                                        version.get().token(),
                                        version.get().properties(),
                                        version.get().modified()),
                        history.content(version.get())));
    }

    @Override
    public Outcome<Allowed> check(Caller caller, Reference reference, Expected expected, long size, int metaSize) {
        var sought = seats.sought(caller, reference);
        return db.read(tx -> {
            var ledger = new Ledger(tx, settings);
            return check(caller, seats.look(tx, sought, ledger), expected, size + metaSize, ledger)
                    .map(home -> allowed(ledger, home));
        });
    }

    /// Answers whose account is charged.
    private Outcome<AccountId> check(Caller caller, Sight sight, Expected expected, long size, Ledger ledger) {
        var rules = new Rules(caller, seats);
        boolean perhapsRepeated = sight instanceof Sight.Live live && rules.mayBeRepeated(live.seat(), expected);
        return Outcome.unless(
                rules.againstPut(sight, size, ledger)
                        .or(() -> perhapsRepeated ? Optional.empty() : rules.againstExpecting(sight, expected)),
                () -> Outcome.done(
                        sight instanceof Sight.Live live
                                ? live.seat().store().home()
                                : caller.account().id()));
    }

    private static Allowed allowed(Ledger ledger, AccountId home) {
        return new Allowed(Ledger.left(ledger.quota(home)));
    }

    @Override
    public Outcome<Written> put(Author author, Operation.Put put) {
        var sought = seats.sought(author.caller(), put.reference());
        return write(author, step -> step.carryOut(step.put(sought, put)));
    }

    @Override
    public Outcome<Deleted> delete(Author author, Operation.Delete delete) {
        var sought = seats.sought(author.caller(), delete.reference());
        return write(author, step -> step.carryOut(step.delete(sought, delete)));
    }

    @Override
    public Outcome<Written> restore(Author author, Reference reference, String token, Expected expected) {
        var sought = seats.sought(author.caller(), reference);
        return write(author, step -> step.carryOut(step.restore(sought, token, expected)));
    }

    @Override
    public BatchResult batch(Author author, List<Operation> operations) {
        if (operations.size() > mostOperations()) {
            throw new IllegalArgumentException("more than " + mostOperations() + " operations in one batch");
        }
        var sought = operations.stream()
                .map(operation -> seats.sought(author.caller(), operation.reference()))
                .toList();
        return write(author, step -> {
            var plans = new ArrayList<Outcome<Step.Plan<BatchResult.Step>>>();
            for (int i = 0; i < operations.size(); i++) {
                plans.add(plan(step, sought.get(i), operations.get(i)));
            }
            return step.carryOutAll(plans);
        });
    }

    private static Outcome<Step.Plan<BatchResult.Step>> plan(Step step, Seats.Sought sought, Operation operation) {
        return switch (operation) {
            case Operation.Put put ->
                step.put(sought, put).map(plan -> () -> new BatchResult.Step.Put(plan.carryOut()));
            case Operation.Delete delete ->
                step.delete(sought, delete).map(plan -> () -> new BatchResult.Step.Delete(plan.carryOut()));
            case Operation.Check check -> step.check(sought, check);
            case Operation.Read _ -> step.read(sought);
        };
    }

    private interface Use<T> {
        T of(Step step);
    }

    private <T> T write(Author author, Use<T> use) {
        var now = clock.instant();
        return db.write(tx -> use.of(new Step(tx, author, seats, privacy, settings, random, now)));
    }

    @Override
    public Outcome<List<Member>> members(Caller caller, Reference reference) {
        var sought = seats.sought(caller, reference);
        var rules = new Rules(caller, seats);
        return db.read(tx -> {
            var sight = seats.look(tx, sought);
            return Outcome.unless(
                    rules.againstReading(sight),
                    () -> Outcome.done(members(tx, caller.account(), ((Sight.Live) sight).seat())));
        });
    }

    private List<Member> members(Tx tx, Account me, Seat seat) {
        if (!seat.rights().covers(Permission.OWN)) {
            return List.of(new Member(me.name(), seat.rights()));
        }
        return tx.list(MEMBERS, this::member, seat.address().value()).stream()
                .flatMap(Optional::stream)
                .sorted(comparing((Member member) -> member.permission() != Permission.OWN)
                        .thenComparing(member -> member.user().value(), ByteOrder.OF_UTF_8))
                .toList();
    }

    /// Empty for an account that was just deleted.
    private Optional<Member> member(Row row) {
        return seats.accountName(new AccountId(row.text("account_id")), row.bytes("name_sealed"))
                .map(name -> new Member(name, Permission.of(row.text("permission"))));
    }

    @Override
    public Outcome<Integer> share(Author author, Reference reference, List<Grant> grants) {
        if (grants.size() > MOST_MEMBERS) { // nobody looks for so many names
            var tooMany = Optional.<Obstacle>of(new Obstacle.TooManyMembers(MOST_MEMBERS));
            return share(author, reference, tooMany, (_, _) -> Outcome.done(0));
        }
        var receivers = grants.stream().map(this::receiver).toList();
        var problem = problem(grants, receivers);
        return share(
                author,
                reference,
                problem,
                (sharing, sight) -> sharing.give(
                        sight, receivers.stream().flatMap(Optional::stream).toList()));
    }

    private Optional<Sharing.Receiver> receiver(Grant grant) {
        return accounts.find(grant.user())
                .map(account -> new Sharing.Receiver(account.id(), keys.of(account.id()), grant.permission()));
    }

    private static Optional<Obstacle> problem(List<Grant> grants, List<Optional<Sharing.Receiver>> receivers) {
        var unknown = new ArrayList<String>();
        var known = new HashSet<AccountId>();
        var twice = Optional.<Obstacle>empty();
        for (int i = 0; i < grants.size(); i++) {
            var user = grants.get(i).user();
            var receiver = receivers.get(i);
            if (receiver.isEmpty()) {
                unknown.add(user);
            } else if (!known.add(receiver.get().account())) {
                twice = Optional.of(new Obstacle.SameUserTwice(user));
            }
        }
        return unknown.isEmpty() ? twice : Optional.of(new Obstacle.UnknownUsers(unknown));
    }

    @Override
    public Outcome<Integer> unshare(Author author, Reference reference, Collection<String> users) {
        var me = author.account().id();
        var accounts = users.stream().map(this.accounts::find).toList();
        var others = accounts.stream()
                .anyMatch(account -> account.isEmpty() || !account.get().id().equals(me));
        var removed =
                accounts.stream().flatMap(Optional::stream).map(Account::id).toList();
        return others
                ? share(author, reference, Optional.empty(), (sharing, sight) -> sharing.take(sight, removed))
                : leave(author, reference, removed);
    }

    private Outcome<Integer> leave(Author author, Reference reference, List<AccountId> me) {
        var sought = seats.sought(author.caller(), reference);
        var now = clock.instant();
        return db.write(tx -> {
            var sight = seats.look(tx, sought);
            return Outcome.unless(
                    new Rules(author.caller(), seats).againstReading(sight),
                    () -> sharing(tx, author, now).take((Sight.Live) sight, me));
        });
    }

    private interface Change {
        Outcome<Integer> of(Sharing sharing, Sight.Live sight);
    }

    private Outcome<Integer> share(Author author, Reference reference, Optional<Obstacle> problem, Change change) {
        var sought = seats.sought(author.caller(), reference);
        var now = clock.instant();
        return db.write(tx -> {
            var sight = seats.look(tx, sought);
            return Outcome.unless(
                    new Rules(author.caller(), seats).againstOwning(sight).or(() -> problem),
                    () -> change.of(sharing(tx, author, now), (Sight.Live) sight));
        });
    }

    private Sharing sharing(Tx tx, Author author, Instant now) {
        return new Sharing(tx, author, privacy, new Ledger(tx, settings), new History(tx, settings, now), now);
    }

    @Override
    public Outcome<List<Version>> versions(Caller caller, Reference reference) {
        var sought = seats.sought(caller, reference);
        var rules = new Rules(caller, seats);
        var now = clock.instant();
        return db.read(tx -> Owned.of(seats.look(tx, sought), rules, seats)
                .map(owned -> versions(tx, owned.seat(), new History(tx, settings, now))));
    }

    private List<Version> versions(Tx tx, Seat seat, History history) {
        var versions = new ArrayList<Version>();
        if (seat.live()) {
            var store = seat.store();
            versions.add(
                    new Version(store.token(), store.properties(), store.modified(), name(tx, store.writer()), true));
        }
        for (var kept : history.newest(seat, settings.versions() + (seat.live() ? 0 : 1))) {
            versions.add(new Version(kept.token(), kept.properties(), kept.modified(), name(tx, kept.writer()), false));
        }
        return versions;
    }

    private Optional<AccountName> name(Tx tx, AccountId account) {
        return tx.one(NAME, row -> row.bytes("name_sealed"), account.value())
                .flatMap(hidden -> seats.accountName(account, hidden));
    }

    @Override
    public List<Trashed> trash(Caller caller, int limit) {
        var account = caller.account();
        var reach = Reach.of(caller);
        return db
                .read(tx -> {
                    StampGuard.check(tx, account);
                    return tx.list(
                            TRASH,
                            row -> trashed(row, account.id(), reach),
                            account.id().value(),
                            limit);
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Trashed> trashed(Row row, AccountId account, Reach reach) {
        var name = seats.name(account, row.bytes("name_sealed"));
        return reach.writes(name, row.flag("own"))
                ? Optional.of(new Trashed(new Address(row.text("address")), name, row.instant("at"), row.whole("size")))
                : Optional.empty();
    }

    @Override
    public Standing standing(Caller caller) {
        return feed.standing(caller);
    }

    @Override
    public Index index(Caller caller, String prefix) {
        return feed.index(caller, prefix);
    }

    @Override
    public List<Listed> rows(Caller caller, List<Index.Line> lines) {
        return feed.rows(caller, lines);
    }

    @Override
    public Changes changes(Caller caller, Optional<Mark> since, String prefix, int limit) {
        return feed.changes(caller, since, prefix, limit);
    }

    @Override
    public long position(AccountId account) {
        return feed.position(account);
    }

    @Override
    public Quota quota(Account account) {
        return db.read(tx -> {
            StampGuard.check(tx, account);
            return Ledger.Account.of(tx, account.id()).quota(settings);
        });
    }

    @Override
    public void limit(AccountId account, QuotaLimit limit) {
        db.write(tx -> tx.update(LIMIT, account.value(), value(limit.bytes()), value(limit.stores())));
    }

    private static Optional<Long> value(OptionalLong number) {
        return number.isEmpty() ? Optional.empty() : Optional.of(number.getAsLong());
    }

    @Override
    public QuotaLimit limit(AccountId account) {
        return db.read(tx -> {
            var row = Ledger.Account.of(tx, account);
            return new QuotaLimit(row.bytesLimit(), row.storesLimit());
        });
    }

    @Override
    public Outcome<Allowed> reserve(
            Caller caller, Reference reference, Expected expected, ReservationId id, long size, int metaSize) {
        var sought = seats.sought(caller, reference);
        return db.write(tx -> {
            var ledger = new Ledger(tx, settings);
            ledger.release(id);
            return check(caller, seats.look(tx, sought, ledger), expected, size + metaSize, ledger)
                    .map(home -> {
                        var allowed = allowed(ledger, home);
                        ledger.reserve(home, id, size + metaSize);
                        ledger.save();
                        return allowed;
                    });
        });
    }

    @Override
    public void release(ReservationId id) {
        db.write(tx -> {
            var ledger = new Ledger(tx, settings);
            ledger.release(id);
            ledger.save();
            return true;
        });
    }

    @Override
    public StoreFacts facts() {
        return db.read(tx -> tx.one(FACTS, SqlEntryStore::facts).orElseThrow());
    }

    @Override
    public List<KeptVersion> kept(long number, int limit) {
        return db.read(tx -> tx.list(KEPT, SqlEntryStore::kept, number, limit));
    }

    private static KeptVersion kept(Row row) {
        return new KeptVersion(
                row.whole("id"),
                new Address(row.text("address")),
                row.text("sha256"),
                row.optionalBytes("content")
                        .<Content>map(Content.Inline::new)
                        .orElseGet(() -> new Content.InBlob(new BlobId(row.text("blob_id")))));
    }

    private static StoreFacts facts(Row row) {
        long stores = row.whole("stores");
        long bytes = row.whole("bytes");
        return new StoreFacts(
                stores,
                bytes,
                row.whole("tombstones"),
                row.whole("versions") - stores, // which have one each
                row.whole("version_bytes") - bytes,
                row.whole("without_bytes"));
    }

    @Override
    public int deleteSome(AccountId account, int limit) {
        var now = clock.instant();
        return db.write(tx -> new Departure(tx, settings, account, now).some(limit));
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        return db.write(tx -> new Retention(tx, settings, now).some(limit));
    }
}
