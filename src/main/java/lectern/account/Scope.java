package lectern.account;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How far a credential reaches. The text form stands in the database and on the command line: `reading`, `anki`,
/// `dav`, `store`, `store:<prefix>:r` or `store:<prefix>:rw` (several of these with spaces between them, and an
/// empty prefix for every store of the account's own); `everything` is what the account's own password gives.
public sealed interface Scope {

    record Everything() implements Scope {}

    record Reading() implements Scope {}

    record Anki() implements Scope {}

    record Dav() implements Scope {}

    /// The account's own stores below these prefixes; all that it may use, other people's too, when there is none.
    record Store(List<Prefix> prefixes) implements Scope {
        public Store {
            prefixes = List.copyOf(prefixes);
        }
    }

    record Prefix(String value, boolean writable) {
        private static final Pattern TEXT = Pattern.compile("store:([^\\s\\p{Cntrl}]*):(rw?)");

        private static Optional<Prefix> parse(String text) {
            var parts = TEXT.matcher(text);
            return parts.matches()
                    ? Optional.of(new Prefix(parts.group(1), parts.group(2).equals("rw")))
                    : Optional.empty();
        }

        /// What both allow, when there is anything.
        private Optional<Prefix> and(Prefix other) {
            var both = writable && other.writable;
            if (value.startsWith(other.value)) {
                return Optional.of(new Prefix(value, both));
            }
            return other.value.startsWith(value) ? Optional.of(new Prefix(other.value, both)) : Optional.empty();
        }

        private String text() {
            return "store:" + value + (writable ? ":rw" : ":r");
        }
    }

    /// Empty when the text is none of the forms above.
    static Optional<Scope> parse(String text) {
        return switch (text) {
            case "everything" -> Optional.of(new Everything());
            case "reading" -> Optional.of(new Reading());
            case "anki" -> Optional.of(new Anki());
            case "dav" -> Optional.of(new Dav());
            case "store" -> Optional.of(new Store(List.of()));
            default -> {
                var prefixes =
                        Arrays.stream(text.split(" ", -1)).map(Prefix::parse).toList();
                yield prefixes.stream().allMatch(Optional::isPresent)
                        ? Optional.of(new Store(
                                prefixes.stream().map(Optional::orElseThrow).toList()))
                        : Optional.empty();
            }
        };
    }

    default String text() {
        return switch (this) {
            case Everything() -> "everything";
            case Reading() -> "reading";
            case Anki() -> "anki";
            case Dav() -> "dav";
            case Store(var prefixes) when prefixes.isEmpty() -> "store";
            case Store(var prefixes) -> prefixes.stream().map(Prefix::text).collect(Collectors.joining(" "));
        };
    }

    /// What is left for somebody of this scope who asks for no more than `wanted`; empty when that is nothing.
    default Optional<Scope> narrowedTo(Store wanted) {
        return switch (this) {
            case Everything() -> Optional.of(wanted);
            case Store(var prefixes) when prefixes.isEmpty() -> Optional.of(wanted);
            case Store(var prefixes) -> {
                var both = prefixes.stream()
                        .flatMap(prefix -> wanted.prefixes().stream().flatMap(other -> prefix.and(other).stream()))
                        .distinct()
                        .toList();
                yield both.isEmpty() ? Optional.empty() : Optional.of(new Store(both));
            }
            case Reading(), Anki(), Dav() -> Optional.empty();
        };
    }

    /// Whether a credential of this scope opens that door at all.
    default boolean opens(Door door) {
        return switch (this) {
            case Everything() -> true;
            case Reading() -> door == Door.KOSYNC;
            case Anki() -> door == Door.ANKI;
            case Dav() -> false; // the WebDAV door is not built yet
            case Store _ -> door == Door.STORE;
        };
    }
}
