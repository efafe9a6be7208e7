package lectern.web.admin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import lectern.account.ActivityLog.Entry;
import lectern.account.Door;
import lectern.account.Event;
import lectern.web.page.PageForm;
import lectern.web.page.Visit;

/// What happened on the server, newest first.
///
/// @param later the page of what happened before that, if there is more
record ActivityPage(
        PageForm filter,
        Map<String, String> doors,
        Map<String, String> outcomes,
        List<Line> lines,
        Optional<String> later) {

    /// @param who a name; empty for a stranger
    record Line(String who, Entry entry) {
        boolean isRefused() {
            return entry.event().outcome() != Event.Outcome.DONE;
        }

        /// Of what was used, as far as it said so.
        String with() {
            var event = entry.event();
            return event.device().isEmpty() || event.client().isEmpty()
                    ? event.device() + event.client()
                    : event.device() + ", " + event.client();
        }
    }

    static ActivityPage of(Visit visit, PageForm filter, List<Line> lines, boolean more) {
        var doors = new LinkedHashMap<String, String>();
        doors.put("", visit.say("admin.every"));
        Arrays.stream(Door.values()).forEach(door -> doors.put(door.text(), visit.say("admin.door." + door.text())));
        var outcomes = new LinkedHashMap<String, String>();
        outcomes.put("", visit.say("admin.every"));
        Arrays.stream(Event.Outcome.values())
                .map(ActivityQuery::word)
                .forEach(outcome -> outcomes.put(outcome, visit.say("admin.outcome." + outcome)));
        return new ActivityPage(
                filter, doors, outcomes, lines, more ? Optional.of(later(filter, lines)) : Optional.empty());
    }

    private static String later(PageForm filter, List<Line> lines) {
        var link = new StringBuilder(
                "/app/admin/activity?before=" + lines.getLast().entry().at().toEpochMilli());
        for (var name : List.of("name", "door", "outcome")) {
            if (!filter.text(name).isEmpty()) {
                link.append('&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(filter.text(name), StandardCharsets.UTF_8));
            }
        }
        return link.toString();
    }
}
