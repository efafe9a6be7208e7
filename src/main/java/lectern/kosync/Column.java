package lectern.kosync;

import java.util.Locale;

/// Enumerations as the database spells them: in lower case.
final class Column {
    private Column() {}

    static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E value(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }
}
