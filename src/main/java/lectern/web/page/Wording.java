package lectern.web.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/// Dates, sizes and durations as people read them: in their language and time zone.
public final class Wording {
    private static final long DAYS_IN_WORDS = 7;

    private final Messages messages;
    private final ZoneId zone;
    private final Instant now;

    Wording(Messages messages, ZoneId zone, Instant now) {
        this.messages = messages;
        this.zone = zone;
        this.now = now;
    }

    private Locale locale() {
        return messages.language().locale();
    }

    public Instant now() {
        return now;
    }

    public LocalDate today() {
        return now.atZone(zone).toLocalDate();
    }

    /// For example 21 Nov 2026, 21:09.
    public String moment(Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale())
                .format(at.atZone(zone));
    }

    /// For example 21 Nov 2026.
    public String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale())
                .format(day);
    }

    public String day(Instant at) {
        return day(at.atZone(zone).toLocalDate());
    }

    /// For example 3 minutes ago; a date where that says more.
    public String ago(Instant at) {
        var past = Duration.between(at, now);
        if (past.toSeconds() < 60) {
            return messages.say("time.now");
        }
        if (past.toMinutes() < 60) {
            return count("time.minutes-ago", past.toMinutes());
        }
        if (past.toHours() < 24) {
            return count("time.hours-ago", past.toHours());
        }
        return past.toDays() < DAYS_IN_WORDS ? count("time.days-ago", past.toDays()) : day(at);
    }

    /// For example 2 h 5 min.
    public String duration(Duration time) {
        if (time.toMinutes() < 1) {
            return messages.say("time.seconds", number(time.toSeconds()));
        }
        return time.toHours() < 1
                ? messages.say("time.minutes", number(time.toMinutes()))
                : messages.say("time.hours", number(time.toHours()), time.toMinutesPart());
    }

    /// How long somebody has to wait, who is asked to.
    public String patience(Duration time) {
        var seconds = Math.max(1, time.toSeconds());
        return seconds < 120 ? count("time.for-seconds", seconds) : count("time.for-minutes", (seconds + 59) / 60);
    }

    /// For example 1.2 MB.
    public String size(long bytes) {
        String[] units = {"B", "KB", "MB", "GB", "TB", "PB", "EB"};
        double size = bytes;
        int unit = 0;
        while (size >= 999.5 && unit < units.length - 1) {
            size /= 1000;
            unit++;
        }
        return String.format(locale(), unit > 0 && size < 9.95 ? "%.1f %s" : "%.0f %s", size, units[unit]);
    }

    public String number(long number) {
        return String.format(locale(), "%,d", number);
    }

    /// A share of 1, for example 42 %.
    public String percent(double share) {
        return messages.say("percent", String.format(locale(), "%.0f", share * 100));
    }

    /// A number of things, with the word for them.
    public String count(String key, long number) {
        return messages.count(key, number, number(number));
    }
}
