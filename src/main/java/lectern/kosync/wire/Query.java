package lectern.kosync.wire;

import java.math.BigInteger;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

import lectern.http.Request;
import lectern.kosync.book.Page;

/// Parameters of the query, which are all optional.
public final class Query {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,100}");

    private Query() {}

    /// `limit` and `offset`.
    public static Page page(Request request, int otherwise, int most) {
        return new Page(clamped(request, "offset", 0, 0, Integer.MAX_VALUE), (int)
                clamped(request, "limit", otherwise, 1, most));
    }

    /// A whole number, moved into the bounds when it lies outside.
    public static long clamped(Request request, String name, long otherwise, long least, long most) {
        var found = whole(request, name);
        return found.isPresent() ? Math.clamp(found.getAsLong(), least, most) : otherwise;
    }

    /// A whole number, refused outside the bounds.
    public static long within(Request request, String name, long otherwise, long least, long most) {
        var found = whole(request, name);
        if (found.isPresent() && (found.getAsLong() < least || found.getAsLong() > most)) {
            throw new Refusal(new KosyncError.InvalidField(name));
        }
        return found.orElse(otherwise);
    }

    /// One of the names of an enum, in lower case.
    public static <E extends Enum<E>> E oneOf(Request request, String name, E otherwise) {
        var found = request.query(name);
        if (found.isEmpty()) {
            return otherwise;
        }
        for (var value : otherwise.getDeclaringClass().getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(found.get())) {
                return value;
            }
        }
        throw new Refusal(new KosyncError.InvalidField(name));
    }

    private static OptionalLong whole(Request request, String name) {
        var found = request.query(name);
        if (found.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!WHOLE.matcher(found.get()).matches()) {
            throw new Refusal(new KosyncError.InvalidField(name));
        }
        var number = new BigInteger(found.get());
        return OptionalLong.of(
                number.bitLength() < Long.SIZE
                        ? number.longValue()
                        : number.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
    }
}
