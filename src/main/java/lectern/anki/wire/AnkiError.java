package lectern.anki.wire;

import java.time.Duration;

import lectern.account.SignInResult;
import lectern.http.Fault;
import lectern.http.Response;

/// What this protocol answers instead of success. Clients look at the status alone and show a text of their own for it,
/// so the words are for the activity and the operator.
public sealed interface AnkiError {
    /// Header, form, compression or JSON cannot be read. The client tells its user to check the database.
    record Malformed(String reason) implements AnkiError {}

    /// It can be read and not be merged: the open sync was rolled back.
    record NotMergeable(String reason) implements AnkiError {}

    record MethodUnknown() implements AnkiError {}

    /// Only for wrong credentials: the client forgets its key and its user must log in again.
    record SignInRefused(SignInResult.Reason reason) implements AnkiError {}

    /// No sync is open, or another device's, or what was asked for is no longer there. The client says that another
    /// copy is syncing.
    record OutOfTurn(String reason) implements AnkiError {}

    /// More than this server takes.
    record TooLarge(Limit which, long limit) implements AnkiError {}

    /// More media at once than any client sends, or a larger file. No setting changes that.
    record TooMuchMedia(String reason) implements AnkiError {}

    record TooSlow() implements AnkiError {}

    /// Its protocol is not one of [SyncVersion]. The client says that it must be updated.
    record ClientTooOld() implements AnkiError {}

    /// Too many failed logins.
    record TooMany(Duration retryAfter) implements AnkiError {}

    record Busy(Duration retryAfter) implements AnkiError {}

    /// The door itself is full and adds when to come back.
    record Overloaded() implements AnkiError {}

    /// The database or the disk, which may be full. The client says that the server has a problem, and loses nothing.
    record StorageDown(Duration retryAfter) implements AnkiError {}

    record Unexpected() implements AnkiError {}

    record NoRoute() implements AnkiError {}

    record WrongMethod() implements AnkiError {}

    default int status() {
        return switch (this) {
            case Malformed _, NotMergeable _, MethodUnknown() -> 400;
            case SignInRefused _ -> 403;
            case NoRoute() -> 404;
            case WrongMethod() -> 405;
            case TooSlow() -> 408;
            case OutOfTurn _ -> 409;
            case TooLarge _, TooMuchMedia _ -> 413;
            case Unexpected() -> 500;
            case ClientTooOld() -> 501;
            case TooMany _, Busy _, Overloaded(), StorageDown _ -> 503;
        };
    }

    /// The three digits, as the official server has it: no client shows what stands here.
    default Response toResponse() {
        var response = Response.text(status(), Integer.toString(status()));
        return switch (this) {
            case TooMany(var wait) -> later(response, wait);
            case Busy(var wait) -> later(response, wait);
            case StorageDown(var wait) -> later(response, wait);
            case AnkiError _ -> response;
        };
    }

    private static Response later(Response response, Duration wait) {
        return response.with("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
    }

    /// For the owner and the operator.
    default String inWords() {
        return switch (this) {
            case Malformed(var reason) -> "cannot be read: " + reason;
            case NotMergeable(var reason) -> "cannot be merged: " + reason;
            case MethodUnknown() -> "no method has this name";
            case SignInRefused(var reason) -> reason.words();
            case OutOfTurn(var reason) -> reason;
            case TooLarge(var which, var limit) ->
                "larger than %s, the limit of this server (%s)".formatted(Megabytes.of(limit), which.setting());
            case TooMuchMedia(var reason) -> reason;
            case TooSlow() -> "it came too slowly";
            case ClientTooOld() -> "the client speaks a version of the protocol that is too old or too new";
            case TooMany _ -> "too many failed logins, try again later";
            case Busy _, Overloaded() -> "the server is busy, try again later";
            case StorageDown _ -> "the storage is full or not reachable, see the server's log";
            case Unexpected() -> "a mistake in the server";
            case NoRoute() -> "no such path";
            case WrongMethod() -> "wrong HTTP method";
        };
    }

    /// What happened outside a handler, in this protocol's words.
    static AnkiError of(Fault fault) {
        return switch (fault) {
            case Fault.NoRoute() -> new NoRoute();
            case Fault.WrongMethod _ -> new WrongMethod();
            case Fault.BadRequest(var reason) -> new Malformed(reason);
            case Fault.TooLarge(var limit) -> new TooLarge(Limit.COMPRESSED, limit);
            case Fault.TimedOut() -> new TooSlow();
            case Fault.Overloaded _ -> new Overloaded();
            case Fault.Unexpected _ -> new Unexpected();
        };
    }
}
