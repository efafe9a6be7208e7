package lectern.syncnode.entry;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import lectern.account.AccountId;
import lectern.account.Privacy;
import lectern.blob.BlobRows;
import lectern.db.Row;
import lectern.db.Tx;

/// Writes on behalf of one author within one transaction. Everything is planned first: each plan looks whether it
/// may be carried out and tells the ledger what it will do to accounts. Then the ledger is saved, and the plans
/// are carried out.
final class Step {
    private static final String OTHERS_ADDRESS = "select 1 from store where address = ?";

    private static final String CREATE = """
            insert into store (address, home, members, created_at, name_size) values (?, ?, 1, ?, ?)
            on conflict (address) do update set
                home = excluded.home, members = 1, created_at = excluded.created_at, deleted_at = null,
                deleted_by = null, trash = null
            """;

    private static final String FORGET_MEMBERS = """
            update store_member set permission = null where address = ? and account_id <> ? and permission is not null
            """;

    private static final String CREATE_MEMBER = """
            insert into store_member (account_id, address, own, name_hash, name_sealed, permission, granted_at, event,
                at, client, position, version)
            values (?, ?, 1, ?, ?, 'own', ?, 'put', ?, ?, ?, ?)
            on conflict (address, account_id) do update set
                own = 1, permission = 'own', granted_at = excluded.granted_at, event = 'put', at = excluded.at,
                client = excluded.client, position = excluded.position, version = excluded.version
            """;

    private static final String DELETE = """
            update store set deleted_at = ?, deleted_by = ?, trash = ? where address = ?
            """;

    private static final String BRING_BACK = """
            update store set deleted_at = null, deleted_by = null, trash = null, members = ? where address = ?
            """;

    private static final String LIVE_MEMBERS = """
            select id, account_id from store_member where address = ? and event in ('put', 'grant')
            """;

    private static final String FORMER_MEMBERS = """
            select id, account_id from store_member
            where address = ? and event = 'delete' and permission is not null
            """;

    private static final String TELL = """
            update store_member set event = ?, at = ?, client = ?, position = ?, version = ? where id = ?
            """;

    private final Tx tx;
    private final Author author;
    private final Seats seats;
    private final Privacy privacy;
    private final SecureRandom random;
    private final Instant now;
    private final Rules rules;
    private final Ledger ledger;
    private final History history;
    private final Set<Address> written = new HashSet<>();

    Step(Tx tx, Author author, Seats seats, Privacy privacy, EntrySettings settings, SecureRandom random, Instant now) {
        this.tx = tx;
        this.author = author;
        this.seats = seats;
        this.privacy = privacy;
        this.random = random;
        this.now = now;
        this.rules = new Rules(author.caller(), seats);
        this.ledger = new Ledger(tx, settings);
        this.history = new History(tx, settings, now);
    }

    /// What nothing stands against.
    interface Plan<T> {
        T carryOut();
    }

    private AccountId me() {
        return author.account().id();
    }

    /// Carries a single plan out.
    <T> Outcome<T> carryOut(Outcome<Plan<T>> planned) {
        return switch (planned) {
            case Outcome.Refused<Plan<T>>(var obstacle) -> Outcome.refused(obstacle);
            case Outcome.Done<Plan<T>>(var plan) -> {
                ledger.save();
                yield Outcome.done(plan.carryOut());
            }
        };
    }

    /// Carries all plans out, or none of them.
    BatchResult carryOutAll(List<Outcome<Plan<BatchResult.Step>>> planned) {
        var plans = new ArrayList<Plan<BatchResult.Step>>();
        var obstacles = new ArrayList<Optional<Obstacle>>();
        for (var outcome : planned) {
            switch (outcome) {
                case Outcome.Done<Plan<BatchResult.Step>>(var plan) -> {
                    plans.add(plan);
                    obstacles.add(Optional.empty());
                }
                case Outcome.Refused<Plan<BatchResult.Step>>(var obstacle) -> obstacles.add(Optional.of(obstacle));
            }
        }
        if (plans.size() < planned.size()) {
            return new BatchResult.Refused(obstacles);
        }
        ledger.save();
        var steps = plans.stream().map(Plan::carryOut).toList();
        return new BatchResult.Applied(steps, ledger.positionAfterwards(me()));
    }

    Outcome<Plan<BatchResult.Step>> check(Seats.Sought sought, Operation.Check check) {
        var sight = seats.look(tx, sought, ledger);
        var outOfSight =
                sight instanceof Sight.Nothing nothing && nothing.name().isPresent()
                        ? Optional.<Obstacle>empty() // nothing may be what is expected
                        : rules.againstReading(sight);
        return Outcome.unless(
                outOfSight.or(() -> rules.againstExpecting(sight, check.expected())),
                () -> Outcome.done(BatchResult.Step.Check::new));
    }

    Outcome<Plan<BatchResult.Step>> read(Seats.Sought sought) {
        return Outcome.done(() -> {
            var glance = seats.glance(tx, sought);
            return new BatchResult.Step.Read(
                    Outcome.unless(rules.againstReading(glance.sight()), () -> Outcome.done(found(glance))));
        });
    }

    private Found found(Seats.Glance glance) {
        var live = (Sight.Live) glance.sight();
        return new Found(seats.entry(author.caller(), live.seat(), live.name()), glance.content());
    }

    Outcome<Plan<Written>> put(Seats.Sought sought, Operation.Put put) {
        var sight = seats.look(tx, sought, ledger);
        put.reservation().ifPresent(ledger::release);
        var properties = put.value().properties();
        var refusal = rules.againstPut(sight, Ledger.charge(0, properties), ledger);
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        var conflict = rules.againstExpecting(sight, put.expected());
        if (conflict.isPresent()) {
            return sight instanceof Sight.Live(var seat, var name) && repeated(seat, put)
                    ? unchanged(seat, name)
                    : Outcome.refused(conflict.get());
        }
        return switch (sight) {
            case Sight.Live(var seat, var name) -> update(seat, name, put.value());
            case Sight.Nothing(var name, var seat) ->
                create(name.orElseThrow(), address(sought, seat), seat.filter(Seat::own), sought.key(), put.value());
            case Sight.Several(var addresses) -> Outcome.refused(new Obstacle.Ambiguous(addresses));
        };
    }

    private boolean repeated(Seat seat, Operation.Put put) {
        return rules.mayBeRepeated(seat, put.expected())
                && seat.store().properties().equals(put.value().properties());
    }

    private Outcome<Plan<Written>> unchanged(Seat seat, StoreName name) {
        var home = seat.store().home();
        return Outcome.done(() -> new Written(
                Written.Status.UNCHANGED, seats.entry(author.caller(), seat, name), Ledger.left(ledger.quota(home))));
    }

    /// A name that was used before gets its old address back. Where that is somebody else's now, since its creator was
    /// removed from it, the name gets another.
    private Address address(Seats.Sought sought, Optional<Seat> remembered) {
        if (remembered.filter(Seat::own).isPresent()) {
            return remembered.get().address();
        }
        var name = sought.name().orElseThrow().value();
        var address = sought.key();
        for (int i = 1; tx.one(OTHERS_ADDRESS, _ -> true, address).isPresent(); i++) {
            address = sought.names().hash(name + "\0" + i); // no name has such a character
        }
        return new Address(address);
    }

    private Outcome<Plan<Written>> create(
            StoreName name, Address address, Optional<Seat> former, String nameHash, Value value) {
        if (!written.add(address)) {
            return Outcome.refused(new Obstacle.WrittenTwice(address));
        }
        var properties = value.properties();
        ledger.charge(me(), 1, Ledger.charge(Rules.size(name), properties));
        ledger.raise(me());
        return Outcome.done(() -> {
            former.ifPresent(this::endFormer);
            var token = Token.random(random);
            tx.update(CREATE, address.value(), me().value(), now, Rules.size(name));
            long version = add(next(address, former, token), value, me());
            long position = ledger.position(me());
            tx.update(
                    CREATE_MEMBER,
                    me().value(),
                    address.value(),
                    nameHash,
                    privacy.seal(name.value(), me()),
                    now,
                    now,
                    author.client(),
                    position,
                    version);
            var entry = new Entry(
                    address,
                    name,
                    true,
                    Optional.of(author.account().name()),
                    Permission.OWN,
                    token,
                    properties,
                    now,
                    now,
                    position);
            return new Written(Written.Status.CREATED, entry, Ledger.left(ledger.quota(me())));
        });
    }

    /// Old permissions do not come back, and what others had in it is not shown to somebody who could not have seen it.
    private void endFormer(Seat former) {
        tx.update(FORGET_MEMBERS, former.address().value(), me().value());
        if (!owned(former)) {
            former.stored().ifPresent(store -> history.removeFrom(former.version(), store.home()));
        }
    }

    private History.Next next(Address address, Optional<Seat> former, Token token) {
        return former.filter(Step::owned)
                .filter(seat -> seat.stored().isPresent())
                .map(seat -> History.Next.of(seat, token, me()))
                .orElseGet(() -> History.Next.first(address, token, me()));
    }

    private static boolean owned(Seat seat) {
        return seat.permission().equals(Optional.of(Permission.OWN));
    }

    /// Claims a blob on the way. Answers the version.
    private long add(History.Next next, Value value, AccountId home) {
        return switch (value.content()) {
            case Content.InBlob(var id) -> {
                BlobRows.claim(tx, me(), home, id);
                yield history.add(next, value.properties(), Optional.of(id), Optional.empty());
            }
            case Content.Inline(var bytes) ->
                history.add(next, value.properties(), Optional.empty(), Optional.of(bytes));
        };
    }

    private Outcome<Plan<Written>> update(Seat seat, StoreName name, Value value) {
        var address = seat.address();
        if (!written.add(address)) {
            return Outcome.refused(new Obstacle.WrittenTwice(address));
        }
        var store = seat.store();
        var properties = value.properties();
        ledger.charge(store.home(), 0, Ledger.charge(store.nameSize(), properties) - store.charge());
        var members = liveMembers(seat);
        raise(members);
        return Outcome.done(() -> {
            var token = Token.random(random);
            long version = add(History.Next.of(seat, token, me()), value, store.home());
            history.prune(seat, properties.size());
            tell(members, Event.PUT, version);
            return written(Written.Status.UPDATED, seat, name, token, properties);
        });
    }

    private Written written(Written.Status status, Seat before, StoreName name, Token token, Properties properties) {
        var store = before.store();
        var entry = new Entry(
                before.address(),
                name,
                before.own(),
                seats.owner(author.caller(), store),
                before.rights(),
                token,
                properties,
                store.created(),
                now,
                ledger.position(me()));
        return new Written(status, entry, Ledger.left(ledger.quota(store.home())));
    }

    Outcome<Plan<Deleted>> delete(Seats.Sought sought, Operation.Delete delete) {
        var sight = seats.look(tx, sought, ledger);
        if (sight instanceof Sight.Nothing nothing
                && nothing.seat().filter(gone -> deletedByMe(gone, delete)).isPresent()) {
            var token = nothing.seat().get().store().token();
            return Outcome.done(() -> new Deleted(token));
        }
        return Outcome.unless(
                rules.againstOwning(sight).or(() -> rules.againstExpecting(sight, delete.expected())),
                () -> delete(((Sight.Live) sight).seat()));
    }

    private boolean deletedByMe(Seat gone, Operation.Delete delete) {
        return gone.deleted().isPresent()
                && gone.stored()
                        .filter(store -> store.deletedBy().equals(Optional.of(me())))
                        .filter(store -> delete.expected().of(Optional.of(store.token())) == Expected.Verdict.HOLDS)
                        .isPresent();
    }

    private Outcome<Plan<Deleted>> delete(Seat seat) {
        var address = seat.address();
        if (!written.add(address)) {
            return Outcome.refused(new Obstacle.WrittenTwice(address));
        }
        var store = seat.store();
        ledger.charge(store.home(), -1, -store.charge());
        var members = liveMembers(seat);
        raise(members);
        return Outcome.done(() -> {
            tx.update(DELETE, now, me().value(), seat.version(), address.value());
            tell(members, Event.DELETE, seat.version());
            return new Deleted(store.token());
        });
    }

    Outcome<Plan<Written>> restore(Seats.Sought sought, String token, Expected expected) {
        var sight = seats.look(tx, sought, ledger);
        return Owned.of(sight, rules, seats).then(owned -> restore(sight, owned, token, expected));
    }

    private Outcome<Plan<Written>> restore(Sight sight, Owned owned, String token, Expected expected) {
        var seat = owned.seat();
        var version = history.find(seat, token);
        if (version.isEmpty()) {
            return Outcome.refused(new Obstacle.UnknownVersion());
        }
        var store = seat.store();
        long charge = Ledger.charge(store.nameSize(), version.get().properties());
        int stores = seat.live() ? 0 : 1;
        long more = seat.live() ? charge - store.charge() : charge;
        var refusal = Ledger.against(ledger.quota(store.home()), stores, more)
                .or(() -> rules.againstExpecting(sight, expected));
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        ledger.charge(store.home(), stores, more);
        var members = seat.live() ? liveMembers(seat) : members(FORMER_MEMBERS, seat.address());
        raise(members);
        return Outcome.done(() -> restore(owned, version.get(), members));
    }

    private Written restore(Owned owned, History.Kept old, List<Member> members) {
        var seat = owned.seat();
        var token = Token.random(random);
        long version = history.addAgain(History.Next.of(seat, token, me()), old);
        if (seat.live()) {
            history.prune(seat, old.properties().size());
        } else {
            tx.update(BRING_BACK, members.size(), seat.address().value());
        }
        tell(members, Event.PUT, version);
        var status = seat.live() ? Written.Status.UPDATED : Written.Status.CREATED;
        return written(status, seat, owned.name(), token, old.properties());
    }

    /// An account, and its row.
    private record Member(long id, AccountId account) {
        static Member read(Row row) {
            return new Member(row.whole("id"), new AccountId(row.text("account_id")));
        }
    }

    private List<Member> liveMembers(Seat seat) {
        return seat.store().members() == 1
                ? List.of(new Member(seat.id(), me()))
                : members(LIVE_MEMBERS, seat.address());
    }

    private List<Member> members(String sql, Address address) {
        return tx.list(sql, Member::read, address.value());
    }

    private void raise(List<Member> members) {
        members.forEach(member -> ledger.raise(member.account()));
    }

    private void tell(List<Member> members, Event event, long version) {
        for (var member : members) {
            tx.update(
                    TELL, event.text(), now, author.client(), ledger.position(member.account()), version, member.id());
        }
    }
}
