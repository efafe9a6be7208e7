package lectern.web.home;

import java.util.List;

import lectern.web.chart.Strip;
import lectern.web.page.Deeds;
import lectern.web.page.Visit;

/// @param devices those that are shown
/// @param more how many there are besides
record HomePage(List<Row> devices, List<Problem> problems, int more, boolean silent) {
    private static final int SHOWN = 20;

    /// @param program as far as the device's name does not say it
    /// @param deed what it did last, in a few words
    /// @param trouble what went wrong since; empty text when nothing did
    /// @param strip SVG
    record Row(Device device, String program, String deed, String trouble, String strip) {}

    /// @param all whether also those are shown that spoke long ago
    static HomePage of(Visit visit, List<Device> all, List<Problem> problems, boolean everyOne) {
        var known = all.stream().filter(Device::isKnown).toList();
        var shown = everyOne ? known : known.subList(0, Math.min(SHOWN, known.size()));
        return new HomePage(
                shown.stream().map(device -> row(visit, device)).toList(),
                problems,
                known.size() - shown.size(),
                known.stream().allMatch(device -> device.spoke().isEmpty()));
    }

    private static Row row(Visit visit, Device device) {
        var deed = device.done()
                .map(entry -> Deeds.said(visit, entry.event().what()))
                .orElseGet(() -> visit.say(device.spoke().isEmpty() ? "home.never" : "home.signed-in"));
        var trouble = device.trouble()
                .map(entry -> visit.say(
                        "home.trouble",
                        visit.words().ago(entry.at()),
                        visit.translated(entry.event().detail())))
                .orElse("");
        var program = device.program().equals(device.title()) ? "" : device.program();
        return new Row(device, program, deed, trouble, strip(visit, device).small());
    }

    private static Strip strip(Visit visit, Device device) {
        var days = device.days().stream()
                .map(day -> new Strip.Day(visit.words().day(day.date()), kind(day), ""))
                .toList();
        return new Strip(visit.say("home.strip", visit.words().count("home.days", device.active())), days);
    }

    private static Strip.Kind kind(Device.Day day) {
        if (day.done() > 0) {
            return Strip.Kind.GOOD;
        }
        return day.refused() > 0 ? Strip.Kind.BAD : Strip.Kind.NOTHING;
    }
}
