package lectern.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How the value of a setting is written: `words` complete the sentence "this is not ...", `example` can be copied
/// as it stands. `parser` throws an `IllegalArgumentException` for a text that is something else; `writer` gives
/// the text that would be parsed to the same value.
public record Kind<T>(String words, String example, Parser<T> parser, Function<T, String> writer) {
    /// Relative paths count from `folder`, which depends on where the value was written.
    @FunctionalInterface
    public interface Parser<T> {
        T parse(String text, Path folder);
    }

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(KB|MB|GB)", Pattern.CASE_INSENSITIVE);
    private static final List<String> UNITS = List.of("KB", "MB", "GB"); // each 1024 of the one before

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    /// Any text at all.
    public static Kind<String> text(String words, String example) {
        return of(words, example, text -> text, text -> text);
    }

    public static Kind<Integer> whole(int least, int most) {
        var words = "a whole number from %d to %d".formatted(least, most);
        return of(words, Integer.toString(Math.max(least, 1)), Integer::valueOf, Object::toString)
                .onlyIf(number -> number >= least && number <= most);
    }

    public static Kind<Boolean> onOrOff() {
        return of("`on` or `off`", "on", Kind::isOn, on -> on ? "on" : "off");
    }

    /// One of the names of an enum, in lower case and with dashes.
    public static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
        var values = Arrays.asList(type.getEnumConstants());
        var words = values.stream().map(Kind::name).collect(Collectors.joining("`, `", "one of `", "`"));
        return of(words, name(values.getFirst()), text -> named(values, text), Kind::name);
    }

    public static Kind<Path> path(String words, String example) {
        return new Kind<>(
                words, example, (text, folder) -> folder.resolve(pathOf(text)).normalize(), Path::toString);
    }

    public static Kind<Duration> duration(String example) {
        return of("a time such as `30s`, `10m`, `12h` or `90d`", example, Kind::durationOf, Kind::durationText);
    }

    /// Bytes, a KB being 1024 of them.
    public static Kind<Long> size(String example) {
        return of("a size such as `500 MB` or `2 GB`", example, Kind::sizeOf, Kind::sizeText)
                .onlyIf(size -> size > 0);
    }

    public static Kind<ZoneId> zone() {
        return of("the name of a time zone", "Europe/Berlin", Kind::zoneOf, ZoneId::getId);
    }

    /// An address that a browser could open, without query or fragment.
    public static Kind<URI> address() {
        return of("a web address", "https://sync.example.org", Kind::uriOf, URI::toString)
                .onlyIf(uri -> ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                        && uri.getHost() != null
                        && uri.getRawQuery() == null
                        && uri.getRawFragment() == null);
    }

    /// Values with commas between them; `none` is the empty list, because an empty value counts as not set.
    public static <T> Kind<List<T>> list(Kind<T> each) {
        return new Kind<>(
                "a list with commas between, or `none`; each is " + each.words,
                each.example,
                (text, folder) -> listOf(each, text, folder),
                values -> values.isEmpty()
                        ? "none"
                        : values.stream().map(each.writer).collect(Collectors.joining(", ")));
    }

    public static <T> Kind<T> of(String words, String example, Function<String, T> parser, Function<T, String> writer) {
        return new Kind<>(words, example, (text, _) -> parser.apply(text), writer);
    }

    public Kind<T> example(String other) {
        return new Kind<>(words, other, parser, writer);
    }

    public Kind<T> onlyIf(Predicate<T> right) {
        return new Kind<>(
                words,
                example,
                (text, folder) -> {
                    var value = parser.parse(text, folder);
                    if (!right.test(value)) {
                        throw new IllegalArgumentException(text);
                    }
                    return value;
                },
                writer);
    }

    private static boolean isOn(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "on", "true", "yes", "1" -> true;
            case "off", "false", "no", "0" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static <E extends Enum<E>> E named(List<E> values, String text) {
        return values.stream()
                .filter(value -> name(value).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Path pathOf(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static long sizeOf(String text) {
        var parts = SIZE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(text);
        }
        int unit = UNITS.indexOf(parts.group(2).toUpperCase(Locale.ROOT));
        return Long.parseLong(parts.group(1)) << (10 * (unit + 1));
    }

    private static String sizeText(long bytes) {
        int unit = Math.clamp((Long.numberOfTrailingZeros(bytes) - 10) / 10, 0, UNITS.size() - 1);
        return (bytes >> (10 * (unit + 1))) + " " + UNITS.get(unit);
    }

    private static Duration durationOf(String text) {
        var parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(text);
        }
        var amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static String durationText(Duration time) {
        if (time.toMillisPart() > 0) {
            return time.toMillis() + "ms";
        }
        if (time.toSecondsPart() > 0 || time.isZero()) {
            return time.toSeconds() + "s";
        }
        if (time.toMinutesPart() > 0) {
            return time.toMinutes() + "m";
        }
        return time.toHoursPart() > 0 ? time.toHours() + "h" : time.toDays() + "d";
    }

    private static ZoneId zoneOf(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static URI uriOf(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static <T> List<T> listOf(Kind<T> each, String text, Path folder) {
        if (text.equalsIgnoreCase("none")) {
            return List.of();
        }
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(part -> each.parser.parse(part, folder))
                .toList();
    }
}
