package lectern.web.home;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.account.ActivityLog;
import lectern.account.ActivityLog.Entry;
import lectern.account.ActivityLog.Filter;
import lectern.account.DeviceKeys;
import lectern.account.Door;
import lectern.account.Event.Outcome;
import lectern.account.Role;
import lectern.account.SignInResult.Reason;
import lectern.anki.collection.Collections;
import lectern.anki.collection.Leases;
import lectern.web.home.Problem.Kind;

/// Finds what is wrong: of an account what concerns it, and for an admin what concerns the server as well.
public final class Problems {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST_EVENTS = 200;
    private static final long OFTEN = 3;
    private static final long MANY_STRANGERS = 10;

    /// A sync that is under way takes its next step sooner.
    private static final Duration STUCK = Duration.ofMinutes(3);

    private static final Set<String> SIGN_IN =
            Arrays.stream(Reason.values()).map(Reason::words).collect(Collectors.toUnmodifiableSet());

    private final ActivityLog log;
    private final DeviceKeys keys;
    private final Leases leases;
    private final Collections collections;
    private final Duration idle; // after which a lease lapses
    private final ServerState server;
    private final InstantSource clock;

    public Problems(
            ActivityLog log,
            DeviceKeys keys,
            Leases leases,
            Collections collections,
            Duration idle,
            ServerState server,
            InstantSource clock) {
        this.log = log;
        this.keys = keys;
        this.leases = leases;
        this.collections = collections;
        this.idle = idle;
        this.server = server;
        this.clock = clock;
    }

    /// The worst first.
    ///
    /// @param devices all of the account's
    public List<Problem> of(Account account, List<Device> devices) throws IOException {
        var now = clock.instant();
        var problems = new ArrayList<Problem>();
        devices.forEach(device -> of(device, now).ifPresent(problems::add));
        keyless(account).ifPresent(problems::add);
        atTheWebDoor(account.id(), now).ifPresent(problems::add);
        problems.addAll(anki(account.id(), devices, now));
        if (account.role() == Role.ADMIN) {
            problems.addAll(server.problems());
            strangers(now).ifPresent(problems::add);
        }
        problems.sort(Comparator.comparing(Problem::kind));
        return problems;
    }

    private static Optional<Problem> of(Device device, Instant now) {
        var trouble = device.trouble().filter(entry -> entry.at().isAfter(now.minus(WEEK)));
        if (trouble.isPresent()) {
            return of(device, trouble.get());
        }
        return device.unusuallySilent().map(days -> new Problem(Kind.SILENT, device.title(), device.spoke(), days, ""));
    }

    private static Optional<Problem> of(Device device, Entry trouble) {
        var event = trouble.event();
        var times = Math.max(trouble.times(), device.refusals());
        if (event.outcome() == Outcome.FAILED) {
            return Optional.of(problem(Kind.FAILED, device, trouble, times));
        }
        if (SIGN_IN.contains(event.detail())) {
            return Optional.of(problem(Kind.SIGN_IN, device, trouble, times));
        }
        return times < OFTEN ? Optional.empty() : Optional.of(problem(Kind.REFUSED, device, trouble, times));
    }

    private static Problem problem(Kind kind, Device device, Entry trouble, long times) {
        var name = device.title().isEmpty() ? device.door().text() : device.title();
        return new Problem(
                kind, name, Optional.of(trouble.at()), times, trouble.event().detail());
    }

    private Optional<Problem> keyless(Account account) {
        return account.keysOnly() && keys.list(account.id()).isEmpty()
                ? Optional.of(new Problem(Kind.NO_KEY, "", Optional.empty(), 0, ""))
                : Optional.empty();
    }

    private Optional<Problem> atTheWebDoor(AccountId account, Instant now) {
        var filter = filter(Optional.of(account), Optional.of(Door.WEB), now.minus(WEEK));
        var failed = log.list(filter, MOST_EVENTS).stream()
                .filter(entry -> SIGN_IN.contains(entry.event().detail()))
                .toList();
        return failed.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem(
                        Kind.WEB_SIGN_IN, "", Optional.of(failed.getFirst().at()), times(failed), ""));
    }

    private Optional<Problem> strangers(Instant now) {
        var tries = log.list(filter(Optional.empty(), Optional.empty(), now.minus(DAY)), MOST_EVENTS).stream()
                .filter(entry -> entry.event().account().isEmpty()
                        && SIGN_IN.contains(entry.event().detail()))
                .toList();
        return times(tries) < MANY_STRANGERS
                ? Optional.empty()
                : Optional.of(new Problem(
                        Kind.STRANGERS, "", Optional.of(tries.getFirst().at()), times(tries), ""));
    }

    private static Filter filter(Optional<AccountId> account, Optional<Door> door, Instant since) {
        return new Filter(account, door, Optional.of(Outcome.REFUSED), Optional.of(since), Optional.empty());
    }

    private static long times(List<Entry> entries) {
        return entries.stream().mapToLong(Entry::times).sum();
    }

    private List<Problem> anki(AccountId account, List<Device> devices, Instant now) throws IOException {
        var active = devices.stream()
                .filter(device -> device.door() == Door.ANKI)
                .mapToLong(Device::active)
                .max();
        if (active.isEmpty()) {
            return List.of();
        }
        var problems = new ArrayList<Problem>();
        leases.holder(account)
                .filter(holder -> holder.until().minus(idle).plus(STUCK).isBefore(now))
                .map(holder -> new Problem(
                        Kind.HELD,
                        holder.name(),
                        Optional.of(holder.until().minus(idle)),
                        Duration.between(now, holder.until()).toMinutes() + 1,
                        ""))
                .ifPresent(problems::add);
        if (active.getAsLong() >= OFTEN && collections.snapshots(account).isEmpty()) {
            problems.add(new Problem(Kind.NO_SNAPSHOT, "", Optional.empty(), active.getAsLong(), ""));
        }
        return problems;
    }
}
