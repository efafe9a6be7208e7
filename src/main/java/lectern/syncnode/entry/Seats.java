package lectern.syncnode.entry;

import java.util.List;
import java.util.Optional;

import lectern.account.AccountId;
import lectern.account.AccountName;
import lectern.account.Caller;
import lectern.account.NameKey;
import lectern.account.NameKeys;
import lectern.account.Privacy;
import lectern.account.StaleAccount;
import lectern.db.Database;
import lectern.db.Row;
import lectern.db.RowReader;
import lectern.db.Tx;

/// Finds what a request means, under the names of the account that asks.
final class Seats {
    private static final String JOINS = """
            from account me
            left join store_member m on m.account_id = me.id and
            """;

    private static final String MORE_JOINS = """
            left join store s on s.address = m.address
            left join account h on h.id = s.home
            where me.id = ? and me.stamp = ?
            """;

    /// One row at least for the account as it was when it signed in, none for any other: see [StampGuard]. Its own
    /// store comes first, then what happened last; of those that others share, many are no more use than two.
    private static final String NAMED =
            JOINS + "m.name_hash = ?\n" + MORE_JOINS + "order by m.own desc, m.at desc limit 100";

    private static final String AT = JOINS + "m.address = ?\n" + MORE_JOINS;

    static final String LOOK_FOR_NAME = "select " + Seat.COLUMNS + NAMED;
    private static final String LOOK_AT = "select " + Seat.COLUMNS + AT;
    private static final String READ_NAME = "select s.content, " + Seat.COLUMNS + NAMED;
    private static final String READ_AT = "select s.content, " + Seat.COLUMNS + AT;

    static final String READ_OWN =
            "select s.content, " + Seat.COLUMNS + JOINS + "m.name_hash = ? and m.own = 1\n" + MORE_JOINS;

    private final EntrySettings settings;
    private final Privacy privacy;
    private final NameKeys keys;

    Seats(EntrySettings settings, Privacy privacy, NameKeys keys) {
        this.settings = settings;
        this.privacy = privacy;
        this.keys = keys;
    }

    /// A reference with what is to be looked up; made before a transaction begins.
    ///
    /// @param name empty for an address
    /// @param key the hash of the name, or the address
    /// @param shared whether what others share may be meant
    /// @param names of the caller
    record Sought(Caller caller, Reach reach, Optional<StoreName> name, String key, boolean shared, NameKey names) {}

    Sought sought(Caller caller, Reference reference) {
        var reach = Reach.of(caller);
        var names = keys.of(caller.account().id());
        return switch (reference) {
            case Reference.Named(var name) ->
                new Sought(
                        caller,
                        reach,
                        Optional.of(name),
                        names.hash(name.value()),
                        reach.everything() && plain(),
                        names);
            case Reference.Own(var name) ->
                new Sought(caller, reach, Optional.of(name), names.hash(name.value()), false, names);
            case Reference.At(var address) -> new Sought(caller, reach, Optional.empty(), address.value(), true, names);
        };
    }

    private boolean plain() {
        return settings.sharedNames() == EntrySettings.SharedNames.PLAIN;
    }

    /// Throws [StaleAccount].
    Sight look(Tx tx, Sought sought) {
        var rows = rows(tx, sought, LOOK_FOR_NAME, LOOK_AT, Seats::seat);
        return sight(sought, rows.stream().flatMap(Optional::stream).toList());
    }

    /// What was found, with the bytes if they lie in the row.
    record Glance(Sight sight, Optional<byte[]> inline) {
        Content content() {
            return inline.<Content>map(Content.Inline::new)
                    .orElseGet(() -> new Content.InBlob(
                            ((Sight.Live) sight).seat().store().blob().orElseThrow()));
        }
    }

    private record Full(Optional<Seat> seat, Optional<byte[]> content) {
        static Full read(Row row) {
            return new Full(Seats.seat(row), row.optionalBytes("content"));
        }
    }

    /// As [#look], with the bytes, in one statement as well. What nearly everybody asks for is looked up at once: a
    /// store of one's own, or an address. Throws [StaleAccount].
    Glance glance(Database db, Sought sought) {
        var account = sought.caller().account();
        var first = db.lookUp(
                        sought.name().isPresent() ? READ_OWN : READ_AT,
                        Full::read,
                        sought.key(),
                        account.id().value(),
                        account.stamp())
                .orElseThrow(StaleAccount::new);
        boolean enough = sought.name().isEmpty()
                || !sought.shared()
                || first.seat().filter(Seat::live).isPresent();
        return enough ? glance(sought, List.of(first)) : db.read(tx -> glance(tx, sought));
    }

    /// As [#look], with the bytes. Throws [StaleAccount].
    Glance glance(Tx tx, Sought sought) {
        return glance(sought, rows(tx, sought, READ_NAME, READ_AT, Full::read));
    }

    private Glance glance(Sought sought, List<Full> rows) {
        var sight = sight(
                sought, rows.stream().map(Full::seat).flatMap(Optional::stream).toList());
        var inline = rows.stream()
                .filter(row -> sight instanceof Sight.Live live && row.seat().equals(Optional.of(live.seat())))
                .findFirst()
                .flatMap(Full::content);
        return new Glance(sight, inline);
    }

    private static <T> List<T> rows(Tx tx, Sought sought, String byName, String byAddress, RowReader<T> reader) {
        var account = sought.caller().account();
        var rows = tx.list(
                sought.name().isPresent() ? byName : byAddress,
                reader,
                sought.key(),
                account.id().value(),
                account.stamp());
        if (rows.isEmpty()) {
            throw new StaleAccount();
        }
        return rows;
    }

    private Sight sight(Sought sought, List<Seat> found) {
        var seats = found.stream().filter(seat -> sought.shared() || seat.own()).toList();
        var live = seats.stream().filter(Seat::live).toList();
        if (live.isEmpty()) {
            var own = seats.stream().filter(Seat::own).findFirst();
            return new Sight.Nothing(
                    sought.name(),
                    own.or(() -> seats.stream()
                            .filter(seat -> seat.deleted().isPresent())
                            .findFirst()));
        }
        var first = live.getFirst();
        if (live.size() > 1 && !first.own()) {
            return new Sight.Several(live.stream().map(Seat::address).toList());
        }
        return new Sight.Live(first, sought.name().orElseGet(() -> name(first)));
    }

    private static Optional<Seat> seat(Row row) {
        return row.optionalText("address").map(_ -> Seat.read(row));
    }

    StoreName name(Seat seat) {
        return name(seat.account(), seat.nameSealed());
    }

    StoreName name(AccountId account, byte[] sealed) {
        return new StoreName(privacy.open(sealed, account));
    }

    Entry entry(Caller caller, Seat seat, StoreName name) {
        var store = seat.store();
        return new Entry(
                seat.address(),
                name,
                seat.own(),
                owner(caller, store),
                seat.rights(),
                store.token(),
                store.properties(),
                store.created(),
                store.modified(),
                seat.position());
    }

    Optional<AccountName> owner(Caller caller, Seat.Stored store) {
        return store.home().equals(caller.account().id())
                ? Optional.of(caller.account().name())
                : accountName(store.home(), store.homeSealed());
    }

    /// Of an account; empty when it was deleted, and its data are not all removed yet.
    Optional<AccountName> accountName(AccountId account, byte[] sealed) {
        return sealed.length == 0 ? Optional.empty() : Optional.of(new AccountName(privacy.open(sealed, account)));
    }
}
