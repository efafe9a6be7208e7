package lectern.web.home;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import lectern.account.AccountId;
import lectern.account.ActivityLog;
import lectern.account.ActivityLog.Entry;
import lectern.account.DeviceKey;
import lectern.account.DeviceKeys;
import lectern.account.Door;
import lectern.account.Event.Outcome;
import lectern.account.Scope;
import lectern.account.Session;
import lectern.account.Sessions;
import lectern.account.Speaker;
import lectern.web.home.Device.Day;

/// Makes one list of all that speaks for an account: what the activity tells, the keys that were made, and the sessions
/// that are open. What goes by the same name at the same door is one device.
public final class Devices {
    static final int DAYS = 30;

    private final ActivityLog log;
    private final DeviceKeys keys;
    private final Sessions sessions;
    private final InstantSource clock;

    public Devices(ActivityLog log, DeviceKeys keys, Sessions sessions, InstantSource clock) {
        this.log = log;
        this.keys = keys;
        this.sessions = sessions;
        this.clock = clock;
    }

    private record Name(Door door, String name) {}

    /// What is known under one name.
    private static final class Traces {
        private final List<Speaker> speakers = new ArrayList<>();
        private Optional<Instant> signedIn = Optional.empty();
        private boolean known;

        void signedIn(Instant at) {
            signedIn = Stream.concat(signedIn.stream(), Stream.of(at)).max(Instant::compareTo);
        }

        Optional<Entry> last(Outcome outcome) {
            return speakers.stream()
                    .flatMap(speaker -> speaker.last(outcome).stream())
                    .max(Comparator.comparing(Entry::at));
        }
    }

    /// Whoever spoke last comes first; those at the end never did.
    ///
    /// @param zone in which days begin
    public List<Device> of(AccountId account, ZoneId zone) {
        var today = clock.instant().atZone(zone).toLocalDate();
        var first = today.minusDays(DAYS - 1);
        var traces = new LinkedHashMap<Name, Traces>();
        var speakers = log.speakers(account, first.atStartOfDay(zone).toInstant());
        speakers.stream()
                .filter(speaker -> !speaker.device().isEmpty())
                .forEach(speaker ->
                        at(traces, speaker.door(), speaker.device()).speakers.add(speaker));
        speakers.stream()
                .filter(speaker -> speaker.device().isEmpty())
                .forEach(speaker -> at(traces, speaker.door(), nameOf(speaker, speakers))
                        .speakers
                        .add(speaker));
        var open = sessions.list(account);
        open.forEach(session -> add(traces, session));
        keys.list(account).forEach(key -> add(traces, key, open));
        return traces.entrySet().stream()
                .map(each -> device(each.getKey(), each.getValue(), first, zone))
                .sorted(Comparator.comparing(
                        (Device device) -> device.spoke().orElse(Instant.MIN), Comparator.reverseOrder()))
                .toList();
    }

    private static Traces at(Map<Name, Traces> traces, Door door, String name) {
        return traces.computeIfAbsent(new Name(door, name), _ -> new Traces());
    }

    /// Most requests of readers say which program asks and not on what device. When only one device has that program,
    /// it was that.
    private static String nameOf(Speaker nameless, List<Speaker> all) {
        var names = all.stream()
                .filter(other -> other.door() == nameless.door())
                .filter(other -> other.client().equals(nameless.client()))
                .map(Speaker::device)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        return names.size() == 1 ? names.getFirst() : program(nameless.client());
    }

    private static void add(Map<Name, Traces> traces, Session session) {
        var door = session.kind().door();
        if (door != Door.WEB) { // somebody at a browser, who is looking at this
            var name = session.label().isEmpty() ? session.client() : session.label();
            var named = traces.get(new Name(door, name));
            var trace = named == null ? at(traces, door, program(name)) : named;
            trace.known = true;
            trace.signedIn(session.lastUsed());
        }
    }

    /// A key that was used to open a session, as Anki and apps do, speaks under the name of that session.
    private static void add(Map<Name, Traces> traces, DeviceKey key, List<Session> open) {
        var door = door(key.scope());
        var name = new Name(door, key.label());
        boolean opened = key.lastUsed().isPresent()
                && open.stream()
                        .anyMatch(session -> session.kind().door() == door
                                && session.scope().equals(key.scope())
                                && !session.createdAt().isBefore(key.createdAt()));
        if (traces.containsKey(name) || !opened) {
            var trace = at(traces, door, key.label());
            trace.known = true;
            key.lastUsed().ifPresent(trace::signedIn);
        }
    }

    private static Door door(Scope scope) {
        return Stream.of(Door.KOSYNC, Door.ANKI)
                .filter(scope::opens)
                .findFirst()
                .orElse(Door.STORE);
    }

    private static Device device(Name name, Traces traces, LocalDate first, ZoneId zone) {
        var done = traces.last(Outcome.DONE);
        var program = traces.speakers.stream()
                .max(Comparator.comparing(speaker -> speaker.last().getFirst().at()))
                .map(speaker -> name.door() == Door.ANKI ? version(speaker.client()) : program(speaker.client()))
                .orElse("");
        return new Device(
                name.door(),
                name.name(),
                program,
                done,
                traces.last(Outcome.REFUSED),
                traces.last(Outcome.FAILED),
                traces.signedIn,
                traces.known || done.isPresent(),
                days(traces.speakers, first, zone));
    }

    private static List<Day> days(List<Speaker> speakers, LocalDate first, ZoneId zone) {
        var days = new TreeMap<LocalDate, Day>();
        for (int i = 0; i < DAYS; i++) {
            days.put(first.plusDays(i), new Day(first.plusDays(i), 0, 0));
        }
        for (var speaker : speakers) {
            for (var times : speaker.times()) {
                var done = times.outcome() == Outcome.DONE ? times.number() : 0;
                var refused = times.number() - done;
                days.computeIfPresent(
                        times.at().atZone(zone).toLocalDate(),
                        (date, day) -> new Day(date, day.done() + done, day.refused() + refused));
            }
        }
        return List.copyOf(days.values());
    }

    /// Anki tells its version first, then how it was built and on what.
    private static String version(String client) {
        var parts = client.split(",", -1);
        return parts.length > 1 ? program(parts[parts[0].equals("anki") ? 1 : 0]) : program(client);
    }

    /// The first word of what a program calls itself: the rest is what it was built with.
    private static String program(String client) {
        var end = client.indexOf(' ');
        var word = end < 0 ? client : client.substring(0, end);
        return word.substring(0, Math.min(word.length(), 40));
    }
}
