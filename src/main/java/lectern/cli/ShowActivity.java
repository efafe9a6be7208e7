package lectern.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.account.ActivityLog.Entry;
import lectern.account.ActivityLog.Filter;
import lectern.account.Door;
import lectern.account.Event;
import lectern.server.Stores;

@Command(description = "What happened in the last 90 days, newest first.")
final class ShowActivity implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Of this account only.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--door", paramLabel = "DOOR", description = "${COMPLETION-CANDIDATES}")
    private Optional<Door> door = Optional.empty();

    @Option(names = "--outcome", paramLabel = "OUTCOME", description = "${COMPLETION-CANDIDATES}")
    private Optional<Event.Outcome> outcome = Optional.empty();

    @Option(names = "--since", paramLabel = "TIME", description = "Of the last hours or days, as 12h or 7d.")
    private Optional<Duration> since = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "50",
            description = "How many at most; without this: 50.")
    private int limit;

    private final Lectern lectern;

    ShowActivity(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        try (var stores = lectern.open()) {
            var filter = new Filter(
                    name.map(some -> lectern.account(stores, some).id()),
                    door,
                    outcome,
                    since.map(lectern.console().clock().instant()::minus),
                    Optional.empty());
            lectern.show(table(stores), stores.activityLog().list(filter, Math.max(limit, 0)));
            return Exit.DONE;
        }
    }

    private static Table<Entry> table(Stores stores) {
        var names = new HashMap<AccountId, String>();
        return new Table<Entry>("Nothing happened.")
                .column("at", "At", Entry::at)
                .column(
                        "account",
                        "Account",
                        entry -> entry.event()
                                .account()
                                .map(id -> names.computeIfAbsent(id, some -> name(stores, some))))
                .column("door", "Door", entry -> entry.event().door())
                .column("what", "What", entry -> entry.event().what())
                .column("times", "Times", Entry::times)
                .column("outcome", "Outcome", entry -> entry.event().outcome())
                .column("detail", "Detail", entry -> entry.event().detail())
                .column("device", "Device", entry -> entry.event().device())
                .column("client", "Client", entry -> entry.event().client());
    }

    /// A deleted account has no name any more.
    private static String name(Stores stores, AccountId id) {
        return stores.accounts()
                .find(id)
                .map(Account::name)
                .map(Object::toString)
                .orElse(id.value());
    }
}
