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
    private static final String FROM = """
            from account me
            left join store_member m on m.account_id = me.id and
            """;

    private static final String CONDITION = "where me.id = ? and me.stamp = ?\n";

    /// The same question, put as it is needed. Each finds one row at least for the account as it was when it signed in,
    /// none for any other: see [StampGuard].
    ///
    /// @param own about a name, in the account's own namespace: one row
    /// @param any about a name, whoever shares it: the own store first, then what happened last
    /// @param at about an address: one row
    record Question(String own, String any, String at) {
        private static Question of(String more, String join) {
            var select = "select " + more + ", " + Seat.COLUMNS + FROM;
            var rest = Seat.JOINS + join + CONDITION;
            return new Question(
                    select + "m.name_hash = ? and m.own = 1\n" + rest,
                    select + "m.name_hash = ?\n" + rest + "order by m.own desc, m.at desc limit 100",
                    select + "m.address = ?\n" + rest);
        }
    }

    /// With what the account is charged that a write is charged to.
    static final Question LOOK = Question.of(
            Ledger.Account.COLUMNS, "left join store_account c on c.account_id = coalesce(s.home, me.id)\n");

    /// With the bytes.
    static final Question READ = Question.of("v.content", "");

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
    record Sought(Caller caller, Reach reach, Optional<StoreName> name, String key, boolean shared, NameKey names) {
        private String first(Question question) {
            return name.isPresent() ? question.own() : question.at();
        }
    }

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
    Sight look(Tx tx, Sought sought, Ledger ledger) {
        return sight(sought, rows(tx, sought, LOOK, row -> looked(row, sought, ledger)));
    }

    /// Where nobody is charged.
    Sight look(Tx tx, Sought sought) {
        return look(tx, sought, new Ledger(tx, settings));
    }

    private static Seen looked(Row row, Sought sought, Ledger ledger) {
        var charged = row.optionalText("home")
                .map(AccountId::new)
                .orElseGet(() -> sought.caller().account().id());
        ledger.know(charged, Ledger.Account.read(row));
        return new Seen(seat(row), Optional.empty());
    }

    /// What was found, with the bytes if they lie in the row.
    record Glance(Sight sight, Optional<byte[]> inline) {
        Content content() {
            return inline.<Content>map(Content.Inline::new)
                    .orElseGet(() -> new Content.InBlob(
                            ((Sight.Live) sight).seat().store().blob().orElseThrow()));
        }
    }

    private record Seen(Optional<Seat> seat, Optional<byte[]> content) {
        static Seen read(Row row) {
            return new Seen(Seats.seat(row), row.optionalBytes("content"));
        }

        /// Whether nothing else can be meant.
        boolean enough(Sought sought) {
            return sought.name().isEmpty()
                    || !sought.shared()
                    || seat.filter(Seat::live).isPresent();
        }
    }

    /// As [#look], with the bytes. What nearly everybody asks for is looked up at once: a store of one's own, or an
    /// address. Throws [StaleAccount].
    Glance glance(Database db, Sought sought) {
        var account = sought.caller().account();
        var first = db.lookUp(
                        sought.first(READ),
                        Seen::read,
                        sought.key(),
                        account.id().value(),
                        account.stamp())
                .orElseThrow(StaleAccount::new);
        return first.enough(sought) ? glance(sought, List.of(first)) : db.read(tx -> glance(tx, sought));
    }

    /// The same within a transaction.
    Glance glance(Tx tx, Sought sought) {
        return glance(sought, rows(tx, sought, READ, Seen::read));
    }

    private Glance glance(Sought sought, List<Seen> rows) {
        var sight = sight(sought, rows);
        var inline = rows.stream()
                .filter(row -> sight instanceof Sight.Live live && row.seat().equals(Optional.of(live.seat())))
                .findFirst()
                .flatMap(Seen::content);
        return new Glance(sight, inline);
    }

    private static List<Seen> rows(Tx tx, Sought sought, Question question, RowReader<Seen> reader) {
        var id = sought.caller().account().id().value();
        long stamp = sought.caller().account().stamp();
        var first =
                tx.one(sought.first(question), reader, sought.key(), id, stamp).orElseThrow(StaleAccount::new);
        return first.enough(sought) ? List.of(first) : tx.list(question.any(), reader, sought.key(), id, stamp);
    }

    private Sight sight(Sought sought, List<Seen> found) {
        var seats = found.stream()
                .flatMap(seen -> seen.seat().stream())
                .filter(seat -> sought.shared() || seat.own())
                .toList();
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
