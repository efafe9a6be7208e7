package lectern.syncnode.feed;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

import lectern.http.Request;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SyncNodeError;

/// What somebody asks of the feed.
///
/// @param patience how long to wait for a change, when there is none yet
/// @param stream whether to go on telling
record Question(Since since, int limit, Duration patience, String prefix, boolean stream) {
    private static final int USUAL = 500;
    static final int MOST = 5_000;
    static final int LONGEST_WAIT = 55; // proxies cut after a minute

    sealed interface Since {
        record Beginning() implements Since {}

        record Now() implements Since {}

        record Known(String cursor) implements Since {}
    }

    static Question of(Request request) {
        return request.headers("Accept").stream().anyMatch(types -> types.contains("text/event-stream"))
                ? ofStream(request)
                : ofPage(request);
    }

    private static Question ofPage(Request request) {
        int limit = number(request, "limit").orElse(USUAL);
        if (limit < 1) {
            throw new Refusal(new SyncNodeError.BadRequest("limit is a number from 1 to " + MOST + "."));
        }
        int wait = Math.min(number(request, "wait").orElse(0), LONGEST_WAIT);
        return new Question(
                since(request.query("since")),
                Math.min(limit, MOST),
                Duration.ofSeconds(wait),
                request.query("prefix").orElse(""),
                false);
    }

    /// A browser that comes back asks at the address it asked at first, and says in a header how far it got.
    static Question ofStream(Request request) {
        return new Question(
                since(lastEvent(request).or(() -> request.query("since"))),
                USUAL,
                Duration.ZERO,
                request.query("prefix").orElse(""),
                true);
    }

    /// Whether it is a browser that comes back.
    static boolean goesOn(Request request) {
        return lastEvent(request).isPresent();
    }

    private static Optional<String> lastEvent(Request request) {
        return request.header("Last-Event-ID").filter(id -> !id.isEmpty());
    }

    private static Since since(Optional<String> text) {
        return switch (text.orElse("")) {
            case "" -> new Since.Beginning();
            case "now" -> new Since.Now();
            case String cursor -> new Since.Known(cursor);
        };
    }

    private static OptionalInt number(Request request, String name) {
        var text = request.query(name);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        return text.filter(digits -> digits.matches("[0-9]{1,9}"))
                .map(digits -> OptionalInt.of(Integer.parseInt(digits)))
                .orElseThrow(() -> new Refusal(new SyncNodeError.BadRequest(name + " is a whole number.")));
    }
}
