package lectern.syncnode.wire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

import lectern.http.Request;

/// What of a version a reader gets to see: a GET or HEAD and its conditions, once the version is found.
public sealed interface Reading {
    /// 200
    record Whole() implements Reading {}

    /// 206
    record Part(long first, long length) implements Reading {
        /// As it stands in the answer.
        ///
        /// @param size of the whole
        public String contentRange(long size) {
            return "bytes " + first + '-' + (first + length - 1) + '/' + size;
        }
    }

    /// 304
    record NotModified() implements Reading {}

    /// 412: the reader wants another version.
    record Mismatch() implements Reading {}

    /// 416
    record Unsatisfiable() implements Reading {}

    Pattern RANGE = Pattern.compile("bytes *= *([0-9]*) *- *([0-9]*)", Pattern.CASE_INSENSITIVE);

    /// Conditions in the order of HTTP: the version first, then whether the reader has it already, then what part.
    ///
    /// @param token of the version
    /// @param modified when it was written
    /// @param size of its bytes
    static Reading of(Request request, String token, Instant modified, long size) {
        var match = EntityTags.parse(request.headers("If-Match"));
        if (!(match instanceof EntityTags.None) && !match.include(token)) {
            return new Mismatch();
        }
        if (isKnown(request, token, modified)) {
            return new NotModified();
        }
        return request.method().equals("GET") && isSameAsBefore(request, token, modified)
                ? range(request, size)
                : new Whole();
    }

    private static boolean isKnown(Request request, String token, Instant modified) {
        return switch (EntityTags.parse(request.headers("If-None-Match"))) {
            case EntityTags.None() ->
                request.rawHeader("If-Modified-Since")
                        .flatMap(HttpDate::parse)
                        .filter(since -> !inSeconds(modified).isAfter(since))
                        .isPresent();
            case EntityTags.Any _, EntityTags.Listed _ ->
                EntityTags.parse(request.headers("If-None-Match")).include(token);
        };
    }

    /// Parts of two versions must never be put together, so here a tag counts only as it was given out.
    private static boolean isSameAsBefore(Request request, String token, Instant modified) {
        var before = request.rawHeader("If-Range").map(String::strip);
        return before.isEmpty()
                || before.get().equals('"' + token + '"')
                || before.flatMap(HttpDate::parse)
                        .filter(inSeconds(modified)::equals)
                        .isPresent();
    }

    /// What is no single range of bytes is as good as none.
    private static Reading range(Request request, long size) {
        var ranges = request.headers("Range");
        var range = RANGE.matcher(ranges.size() == 1 ? ranges.getFirst().strip() : "");
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return new Whole();
        }
        if (range.group(1).isEmpty()) {
            long length = Math.min(number(range.group(2)), size);
            return length == 0 ? new Unsatisfiable() : new Part(size - length, length);
        }
        long first = number(range.group(1));
        long last = range.group(2).isEmpty() ? Long.MAX_VALUE : number(range.group(2));
        if (last < first) {
            return new Whole(); // that is no range
        }
        return first >= size ? new Unsatisfiable() : new Part(first, Math.min(last, size - 1) - first + 1);
    }

    /// No store is as long as what does not fit.
    private static long number(String digits) {
        var significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > 18 ? Long.MAX_VALUE - 1 : Long.parseLong(significant);
    }

    private static Instant inSeconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }
}
