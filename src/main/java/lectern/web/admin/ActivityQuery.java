package lectern.web.admin;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.account.Accounts;
import lectern.account.ActivityLog;
import lectern.account.ActivityLog.Entry;
import lectern.account.ActivityLog.Filter;
import lectern.account.Door;
import lectern.account.Event;
import lectern.http.Request;

/// What somebody wants to see of the activity, as they asked in an address: `name`, `door`, `outcome`, and `before` in
/// epoch milliseconds. What means nothing narrows nothing down, but for a name: nobody of that name did nothing.
record ActivityQuery(String name, Optional<Door> door, Optional<Event.Outcome> outcome, Optional<Instant> before) {
    static final int PAGE = 100;

    static ActivityQuery of(Request request) {
        return new ActivityQuery(
                request.query("name").map(String::strip).orElse(""),
                request.query("door").flatMap(ActivityQuery::door),
                request.query("outcome").flatMap(ActivityQuery::outcome),
                request.query("before")
                        .filter(text -> text.matches("\\d{1,15}"))
                        .map(text -> Instant.ofEpochMilli(Long.parseLong(text))));
    }

    private static Optional<Door> door(String word) {
        return Arrays.stream(Door.values())
                .filter(door -> door.text().equals(word))
                .findFirst();
    }

    private static Optional<Event.Outcome> outcome(String word) {
        return Arrays.stream(Event.Outcome.values())
                .filter(outcome -> word(outcome).equals(word))
                .findFirst();
    }

    static String word(Event.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    /// One more than a page holds, when there are so many.
    List<Entry> entries(Accounts accounts, ActivityLog log) {
        if (name.isEmpty()) {
            return log.list(filter(Optional.empty()), PAGE + 1);
        }
        return accounts.find(name)
                .map(account -> log.list(filter(Optional.of(account.id())), PAGE + 1))
                .orElse(List.of());
    }

    private Filter filter(Optional<AccountId> account) {
        return new Filter(account, door, outcome, Optional.empty(), before);
    }

    /// By account; a deleted one has no name any more.
    static Map<AccountId, String> names(Accounts accounts, List<Entry> entries) {
        var names = new HashMap<AccountId, String>();
        entries.stream()
                .flatMap(entry -> entry.event().account().stream())
                .forEach(id -> names.computeIfAbsent(
                        id,
                        some -> accounts.find(some)
                                .map(Account::name)
                                .map(Object::toString)
                                .orElse(some.value())));
        return names;
    }
}
