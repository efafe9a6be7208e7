package lectern.syncnode.entry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import lectern.account.AccountId;
import lectern.account.AccountName;
import lectern.account.Caller;
import lectern.account.StampGuard;
import lectern.db.Database;
import lectern.db.Row;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

/// Lists what an account may read, and follows what happens to it.
final class Feed {
    private static final int PAGE = 1000;

    private static final String NAMES = """
            select id, address, own, name_sealed from store_member m
            where account_id = ? and event in ('put', 'grant') and id > ?
                and (own = 1 or permission = 'own' or exists (
                    select 1 from store_member o join account a on a.id = o.account_id
                    where o.address = m.address and o.permission = 'own' and o.event in ('put', 'grant')
                        and a.deleted_at is null))
            order by id limit ?
            """;

    private static final String ROWS = "select " + Seat.COLUMNS + "from store_member m\n" + Seat.JOINS
            + "where m.account_id = ? and m.event in ('put', 'grant') and m.address in ("
            + String.join(", ", Collections.nCopies(EntryStore.MOST_ROWS, "?")) + ")";

    /// Whether its name would find another store is asked only of what others share.
    private static final String RIVALS = """
            , case when m.own = 1 then 0 else (
                select count(*) from store_member o
                where o.account_id = m.account_id and o.name_hash = m.name_hash and o.address <> m.address
                    and o.event in ('put', 'grant')) end as rivals
            """;

    private static final String CHANGES_FROM = "from store_member m\n" + Seat.JOINS + "where m.account_id = ?\n";

    /// What was gone before the reader began to read never mattered to it.
    private static final String CHANGES = "select " + Seat.COLUMNS + RIVALS + CHANGES_FROM
            + "and m.position > ? and (m.position > ? or m.event in ('put', 'grant')) order by m.position limit ?";

    private static final String AT_POSITION = "select " + Seat.COLUMNS + RIVALS + CHANGES_FROM
            + "and m.position = ? and (m.position > ? or m.event in ('put', 'grant'))";

    private static final String OWNERS = """
            select distinct s.home, h.name_sealed as home_sealed
            from store_member m join store s on s.address = m.address join account h on h.id = s.home
            where m.account_id = ? and m.own = 0 and m.event in ('put', 'grant')
            """;

    private static final String POSITION = "select position from store_account where account_id = ?";

    private final Database db;
    private final EntrySettings settings;
    private final Seats seats;

    Feed(Database db, EntrySettings settings, Seats seats) {
        this.db = db;
        this.settings = settings;
        this.seats = seats;
    }

    long position(AccountId account) {
        return db.read(tx -> tx.one(POSITION, row -> row.whole("position"), account.value()))
                .orElse(0L);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Owner(AccountId account, byte[] sealed) {
        static Owner read(Row row) {
            return new Owner(new AccountId(row.text("home")), row.bytes("home_sealed"));
        }
    }

    /// The position changes with everything but the names of those who share.
    Standing standing(Caller caller) {
        var account = caller.account();
        record Read(long position, List<Owner> owners) {}
        var read = db.read(tx -> {
            StampGuard.check(tx, account);
            return new Read(
                    Ledger.Account.of(tx, account.id()).position(),
                    tx.list(OWNERS, Owner::read, account.id().value()));
        });
        var owners = read.owners().stream()
                .map(owner -> owner.account() + " "
                        + seats.accountName(owner.account(), owner.sealed())
                                .map(AccountName::value)
                                .orElse(""))
                .sorted()
                .collect(joining("\n", caller.via().scope().text() + "\n", ""));
        return new Standing(read.position(), read.position() + "-" + hash(owners));
    }

    private record Named(Address address, StoreName name, boolean own) {}

    Index index(Caller caller, String prefix) {
        var account = caller.account();
        long position = db.read(tx -> {
            StampGuard.check(tx, account);
            return Ledger.Account.of(tx, account.id()).position();
        });
        var names = names(account.id());
        var shared =
                names.stream().filter(named -> !named.own()).map(Named::name).collect(toSet());
        var times = names.stream()
                .filter(named -> shared.contains(named.name()))
                .collect(groupingBy(Named::name, counting()));
        var reach = Reach.of(caller);
        var lines = names.stream()
                .filter(named -> named.name().value().startsWith(prefix) && reach.reads(named.name(), named.own()))
                .map(named -> new Index.Line(
                        key(named.address(), named.name(), named.own(), times.getOrDefault(named.name(), 1L) - 1),
                        named.address()))
                .sorted(comparing(Index.Line::key, ByteOrder.OF_UTF_8))
                .toList();
        return new Index(position, lines);
    }

    private List<Named> names(AccountId account) {
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Sealed(long id, Address address, boolean own, byte[] name) {}
        var names = new ArrayList<Named>();
        long last = 0;
        for (boolean more = true; more; ) {
            var values = new Object[] {account.value(), last, PAGE};
            List<Sealed> page = db.read(tx -> tx.list(
                    NAMES,
                    row -> new Sealed(
                            row.whole("id"),
                            new Address(row.text("address")),
                            row.flag("own"),
                            row.bytes("name_sealed")),
                    values));
            page.forEach(line -> names.add(new Named(line.address(), seats.name(account, line.name()), line.own())));
            more = page.size() == PAGE;
            if (more) {
                last = page.getLast().id();
            }
        }
        return names;
    }

    private String key(Address address, StoreName name, boolean own, long rivals) {
        boolean finds = own || (rivals == 0 && settings.sharedNames() == EntrySettings.SharedNames.PLAIN);
        return finds ? name.value() : address.text();
    }

    List<Listed> rows(Caller caller, List<Index.Line> lines) {
        if (lines.isEmpty()) {
            return List.of();
        }
        if (lines.size() > EntryStore.MOST_ROWS) {
            throw new IllegalArgumentException("more than " + EntryStore.MOST_ROWS + " rows at once");
        }
        var values = new Object[1 + EntryStore.MOST_ROWS];
        values[0] = caller.account().id().value();
        for (int i = 0; i < EntryStore.MOST_ROWS; i++) { // what is left over asks for the last one again
            values[1 + i] = lines.get(Math.min(i, lines.size() - 1)).address().value();
        }
        List<Seat> found = db.read(tx -> {
            StampGuard.check(tx, caller.account());
            return tx.list(ROWS, Seat::read, values);
        });
        var seats = found.stream().collect(toMap(Seat::address, Function.identity()));
        return lines.stream()
                .flatMap(line -> Optional.ofNullable(seats.get(line.address()))
                        .filter(Seat::live)
                        .map(seat -> listed(caller, line.key(), seat))
                        .stream())
                .toList();
    }

    private Listed listed(Caller caller, String key, Seat seat) {
        return new Listed(key, seats.entry(caller, seat, seats.name(seat)));
    }

    private record Happened(Seat seat, long rivals) {
        static Happened read(Row row) {
            return new Happened(Seat.read(row), row.whole("rivals"));
        }
    }

    Changes changes(Caller caller, Optional<Mark> since, String prefix, int limit) {
        record Read(Ledger.Account account, Mark mark, List<Happened> rows) {}
        var id = caller.account().id().value();
        var read = db.read(tx -> {
            StampGuard.check(tx, caller.account());
            var account = Ledger.Account.of(tx, caller.account().id());
            var mark = since.orElseGet(() -> new Mark(0, account.position()));
            var rows = new ArrayList<>(tx.list(CHANGES, Happened::read, id, mark.position(), mark.begun(), limit));
            if (rows.size() == limit) {
                long last = rows.getLast().seat().position();
                rows.removeIf(row -> row.seat().position() == last);
                rows.addAll(tx.list(AT_POSITION, Happened::read, id, last, mark.begun()));
            }
            return new Read(account, mark, List.copyOf(rows));
        });
        var mark = read.mark();
        if (since.isPresent()
                && Math.max(mark.position(), mark.begun()) < read.account().forgotten()) {
            return new Changes.Expired(Mark.at(read.account().position()));
        }
        boolean full = read.rows().size() >= limit;
        long reached = full
                ? read.rows().getLast().seat().position()
                : Math.max(mark.position(), read.account().position());
        var reach = Reach.of(caller);
        var changes = read.rows().stream()
                .map(row -> change(caller, reach, prefix, row, mark))
                .flatMap(Optional::stream)
                .toList();
        return new Changes.Page(
                changes,
                new Mark(reached, mark.begun()),
                full && reached < read.account().position());
    }

    /// Empty for what the caller does not ask for or its credential does not reach; and for what the sweeper will tell.
    private Optional<Change> change(Caller caller, Reach reach, String prefix, Happened row, Mark mark) {
        var seat = row.seat();
        var name = seats.name(seat);
        if (!name.value().startsWith(prefix)
                || !reach.reads(name, seat.own())
                || seat.orphaned().isPresent()) {
            return Optional.empty();
        }
        boolean known = mark.position() < mark.begun() && seat.position() <= mark.begun();
        return Optional.of(new Change(
                key(seat.address(), name, seat.own(), row.rivals()),
                seat.address(),
                known ? Event.PUT : seat.event(),
                seat.at(),
                seat.client(),
                seat.live() ? Optional.of(seats.entry(caller, seat, name)) : Optional.empty(),
                seat.position()));
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
