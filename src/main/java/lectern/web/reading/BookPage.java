package lectern.web.reading;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import lectern.kosync.book.Choices;
import lectern.kosync.book.HistoryEntry;
import lectern.kosync.book.Label;
import lectern.kosync.book.Member;
import lectern.kosync.book.Merge;
import lectern.kosync.book.Policy;
import lectern.web.chart.Timeline;
import lectern.web.page.PageForm;
import lectern.web.page.Visit;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

/// One book and everything known of it.
///
/// @param address of this page
/// @param choices label and policy, as they are typed
/// @param seen what they were when the form was shown
/// @param older where earlier positions are
record BookPage(
        String address,
        ShelfPage.Row book,
        PageForm choices,
        Seen seen,
        Map<String, String> policies,
        List<FileRow> files,
        Optional<Timeline> line,
        List<Past> past,
        Optional<String> older,
        List<Merged> merges) {

    /// What somebody saw, as forms and scripts carry it.
    record Seen(String label, String policy) {
        static Seen of(Choices choices) {
            return new Seen(
                    choices.label().map(Label::value).orElse(""),
                    choices.policy().map(BookPage::text).orElse(""));
        }
    }

    /// @param why it belongs to the book; empty for the one that gives its name
    record FileRow(String id, String name, String why, String percent, Optional<Instant> at, boolean linked) {
        static FileRow of(Visit visit, Member member) {
            return new FileRow(
                    member.id().value(),
                    member.filename().or(member::title).orElse(""),
                    member.link()
                            .map(kind -> visit.say("reading.link." + text(kind)))
                            .orElse(""),
                    member.standing()
                            .map(progress -> visit.words().percent(progress.percentage()))
                            .orElse(""),
                    member.standing().map(progress -> progress.at()),
                    member.link().isPresent());
        }
    }

    /// A position of the past.
    record Past(String id, Instant at, String device, String percent, boolean taken, boolean current) {
        static Past of(Visit visit, HistoryEntry entry, Instant current) {
            var progress = entry.progress();
            return new Past(
                    entry.id().toString(),
                    progress.at(),
                    ShelfPage.device(visit, progress.device()),
                    visit.words().percent(progress.percentage()),
                    entry.taken(),
                    progress.at().equals(current));
        }
    }

    /// @param books what was made one, in words
    /// @param undoable whether no later one stands above it
    record Merged(String id, Instant at, List<String> books, boolean undoable) {
        static Merged of(Merge merge, Map<String, String> names, boolean undoable) {
            return new Merged(
                    merge.id().toString(),
                    merge.id().at(),
                    merge.books().stream()
                            .map(former -> former.label()
                                    .orElseGet(() -> former.documents().stream()
                                            .map(document -> names.getOrDefault(document.value(), document.value()))
                                            .distinct()
                                            .collect(joining(", "))))
                            .toList(),
                    undoable);
        }
    }

    static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static Map<String, String> policies(Visit visit) {
        var policies = new LinkedHashMap<String, String>();
        policies.put("", visit.say("reading.policy.account"));
        for (var policy : Policy.values()) {
            policies.put(text(policy), visit.say("reading.policy." + text(policy)));
        }
        return policies;
    }

    /// Each device with its own line; two of one name are told apart by their ids.
    static Optional<Timeline> line(Visit visit, String name, List<HistoryEntry> entries) {
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        var devices = entries.stream()
                .collect(groupingBy(entry -> entry.progress().device().key(), LinkedHashMap::new, toList()));
        var tracks = devices.entrySet().stream()
                .map(device -> new Timeline.Track(
                        deviceName(visit, device.getKey(), device.getValue(), devices),
                        points(visit, device.getValue())))
                .toList();
        return Optional.of(
                new Timeline(visit.say("reading.line", name), visit.language().locale(), visit.zone(), tracks));
    }

    private static String deviceName(
            Visit visit, String key, List<HistoryEntry> entries, Map<String, List<HistoryEntry>> devices) {
        var name = ShelfPage.device(visit, entries.getLast().progress().device());
        long namesakes = devices.values().stream()
                .filter(other -> ShelfPage.device(
                                visit, other.getLast().progress().device())
                        .equals(name))
                .count();
        return namesakes > 1 ? name + " (" + key.substring(0, Math.min(6, key.length())) + ")" : name;
    }

    private static List<Timeline.Point> points(Visit visit, List<HistoryEntry> entries) {
        return entries.stream()
                .map(entry -> new Timeline.Point(
                        entry.progress().at(),
                        entry.progress().percentage(),
                        visit.words().moment(entry.progress().at()),
                        visit.words().percent(entry.progress().percentage())))
                .toList();
    }
}
