package lectern.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import lectern.account.ActivityLog.Entry;
import lectern.account.Event.Outcome;

/// Gathers who spoke, from events that come newest first. Belongs to one thread.
final class Heard {
    private static final long QUARTER = 900_000; // milliseconds

    private final Map<Who, Voice> voices = new LinkedHashMap<>();

    record Who(Door door, String device, String client) {}

    private static final class Voice {
        private final Map<Outcome, Entry> last = new EnumMap<>(Outcome.class);
        private final Map<Outcome, TreeMap<Long, Long>> times = new EnumMap<>(Outcome.class);
    }

    /// @param entry asked for only when it is the last of its kind
    void add(Who who, Outcome outcome, Instant at, long times, Supplier<Entry> entry) {
        var voice = voices.computeIfAbsent(who, _ -> new Voice());
        voice.last.computeIfAbsent(outcome, _ -> entry.get());
        voice.times.computeIfAbsent(outcome, _ -> new TreeMap<>()).merge(at.toEpochMilli() / QUARTER, times, Long::sum);
    }

    /// Whoever spoke last comes first.
    List<Speaker> speakers() {
        return voices.entrySet().stream()
                .map(each -> speaker(each.getKey(), each.getValue()))
                .toList();
    }

    private static Speaker speaker(Who who, Voice voice) {
        var last = voice.last.values().stream()
                .sorted((one, other) -> other.at().compareTo(one.at()))
                .toList();
        var times = new ArrayList<Speaker.Times>();
        voice.times.forEach((outcome, quarters) -> quarters.forEach((quarter, number) ->
                times.add(new Speaker.Times(Instant.ofEpochMilli(quarter * QUARTER), outcome, number))));
        return new Speaker(who.door(), who.device(), who.client(), last, times);
    }
}
