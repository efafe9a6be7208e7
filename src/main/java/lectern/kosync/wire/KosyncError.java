package lectern.kosync.wire;

import java.time.Duration;
import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

import lectern.account.SignInResult;
import lectern.http.Fault;
import lectern.http.Response;
import lectern.json.Json;

/// What this protocol answers instead of success. KOReader shows `message`, scripts of the Python servers look at
/// `detail`, other clients at `code`; so statuses, codes and both texts are the contract. Codes up to 2007 are the
/// official server's, from 3001 ours.
public sealed interface KosyncError {
    record AcceptMissing() implements KosyncError {}

    record AcceptOdd() implements KosyncError {}

    record OtherVersion() implements KosyncError {}

    record NotJson() implements KosyncError {}

    record NotAnObject() implements KosyncError {}

    record CredentialsMissing() implements KosyncError {}

    /// Also for an unknown name: the two are never told apart.
    record CredentialsWrong(SignInResult.Reason reason) implements KosyncError {}

    record UsernameTaken() implements KosyncError {}

    record RegistrationClosed() implements KosyncError {}

    /// In a sentence for the person who typed the name; KOReader shows it with 402 only.
    record NameUnsuitable(String sentence) implements KosyncError {}

    /// The name is for our activity, not for the wire.
    record InvalidField(String name) implements KosyncError {}

    record EmptyField(String name) implements KosyncError {}

    record DocumentInvalid() implements KosyncError {}

    /// The official server would store it and never find it again.
    record DocumentNotStrict() implements KosyncError {}

    record AccountMissing() implements KosyncError {}

    /// A sniffed MD5, or a device key, is not enough to take over or delete an account.
    record OnlyOnTheWeb() implements KosyncError {}

    record ProgressMissing() implements KosyncError {}

    record TooFewHashes() implements KosyncError {}

    record LinkMissing() implements KosyncError {}

    record LabelMissing() implements KosyncError {}

    record BookMissing() implements KosyncError {}

    record DocumentMissing() implements KosyncError {}

    record UserMissing() implements KosyncError {}

    record EntryMissing() implements KosyncError {}

    record QuotaReached() implements KosyncError {}

    record TooLarge() implements KosyncError {}

    record TooSlow() implements KosyncError {}

    record TooMany(Duration retryAfter) implements KosyncError {}

    record Busy(Duration retryAfter) implements KosyncError {}

    /// The door itself is full and adds when to come back.
    record Overloaded() implements KosyncError {}

    record StorageDown(Duration retryAfter) implements KosyncError {}

    record Unexpected() implements KosyncError {}

    record NoRoute() implements KosyncError {}

    record WrongMethod() implements KosyncError {}

    /// The one place where an error becomes statuses and words.
    default Wording wording() {
        return switch (this) {
            case AcceptMissing() -> same(412, 100, "Accept header not set.");
            case AcceptOdd() -> same(412, 101, "Invalid Accept header format.");
            case OtherVersion() -> same(412, 102, "Unsupported version specified in the Accept header.");
            case NotJson() ->
                same(400, 103, "Could not parse JSON in body.").detail(INVALID).fastapi(422, INVALID);
            case NotAnObject() ->
                same(400, 104, "Body should be a JSON hash.").detail(INVALID).fastapi(422, INVALID);
            case CredentialsMissing() -> same(401, 2001, "Unauthorized");
            // Never 403: KOReader would queue the push for weeks, and Readest would not try HTTP Basic.
            case CredentialsWrong _ -> same(401, 2001, "Unauthorized").fastapi(403, "Forbidden");
            // 402 is the one failure of a registration whose text KOReader shows.
            case UsernameTaken() ->
                same(402, 2002, "Username is already registered.")
                        .detail("Username already exists")
                        .fastapi(409, "Username is already registered");
            case RegistrationClosed() ->
                same(402, 2005, "User registration is disabled.")
                        .detail("Registration is disabled")
                        .fastapi(403, "Registration is disabled");
            case NameUnsuitable(var sentence) -> same(402, 2003, sentence).fastapi(422, INVALID);
            case InvalidField _ ->
                differing(403, 400, 2003, "Invalid request").detail(INVALID).fastapi(422, INVALID);
            case EmptyField _ ->
                differing(403, 400, 2003, "Invalid request")
                        .detail("Missing required fields")
                        .fastapi(422, INVALID);
            case DocumentInvalid() ->
                differing(403, 400, 2004, "Field 'document' not provided.")
                        .detail(INVALID)
                        .fastapi(422, INVALID);
            case DocumentNotStrict() ->
                differing(403, 400, 2007, "Invalid request").detail(INVALID).fastapi(422, INVALID);
            case AccountMissing() -> same(404, 2006, "Account not found.").detail("User not found");
            case OnlyOnTheWeb() -> same(403, 2003, "Invalid request").detail("Change this on the web page");
            case ProgressMissing() ->
                same(404, 3001, "Document progress not found")
                        .detail("Progress not found")
                        .fastapi(404, "Document progress not found");
            case TooFewHashes() ->
                differing(403, 400, 2003, "Invalid request").detail("At least 2 hashes required to create a link");
            case LinkMissing() -> same(404, 3002, "Link not found");
            case LabelMissing() -> same(404, 3003, "Label not found");
            case BookMissing() -> same(404, 3004, "Book not found");
            case DocumentMissing() -> same(404, 3004, "Document not found");
            case UserMissing() -> same(404, 3005, "User not found");
            case EntryMissing() -> same(404, 3009, "History entry not found");
            case QuotaReached() -> same(403, 3007, "Too many documents are stored for this account.");
            case TooLarge() -> same(413, 3008, "Request is too large.");
            case TooSlow() -> same(408, 3010, "The request came too slowly.");
            case TooMany(var wait) ->
                same(429, 3006, "Too many requests, try again later.")
                        .detail("Rate limit exceeded")
                        .retryAfter(wait);
            case Busy(var wait) -> same(503, 3011, BUSY).retryAfter(wait);
            case Overloaded() -> same(503, 3011, BUSY);
            case StorageDown(var wait) ->
                differing(502, 503, 1000, "Storage is not reachable.").retryAfter(wait);
            case Unexpected() ->
                differing(502, 500, 2000, "Unknown server error.").detail("Internal server error");
            case NoRoute() -> same(404, 404, "Not Found");
            case WrongMethod() -> same(405, 405, "Method Not Allowed");
        };
    }

    default Response toResponse(Face face) {
        var wording = wording();
        var body = Json.object();
        var response = switch (face) {
            case VENDOR ->
                Response.json(
                        wording.vendorStatus(), body.put("code", wording.code()).put("message", wording.message()));
            case PLAIN -> Response.json(wording.plainStatus(), wording.plain(body, wording.detail()));
            case FASTAPI -> Response.json(wording.fastapiStatus(), wording.plain(body, wording.fastapiDetail()));
        };
        return wording.retryAfter()
                .map(wait -> response.with("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))))
                .orElse(response);
    }

    /// For the owner and the operator, who may know more than the wire says.
    default String inWords() {
        return switch (this) {
            case CredentialsMissing() -> "no name and key, or two of them";
            case CredentialsWrong(var reason) -> reason.words();
            case InvalidField(var name) -> "not valid: " + name;
            case EmptyField(var name) -> "empty: " + name;
            case OnlyOnTheWeb() -> "this account has a password of its own, or a device key was used";
            case KosyncError error -> error.wording().message();
        };
    }

    /// What happened outside a handler, in this protocol's words.
    static KosyncError of(Fault fault) {
        return switch (fault) {
            case Fault.NoRoute() -> new NoRoute();
            case Fault.WrongMethod _ -> new WrongMethod();
            case Fault.BadRequest(var reason) -> new InvalidField(reason);
            case Fault.TooLarge _ -> new TooLarge();
            case Fault.TimedOut() -> new TooSlow();
            case Fault.Overloaded _ -> new Overloaded();
            case Fault.Unexpected _ -> new Unexpected();
        };
    }

    String INVALID = "Invalid request data";

    String BUSY = "The server is busy, try again later.";

    private static Wording same(int status, int code, String message) {
        return differing(status, status, code, message);
    }

    private static Wording differing(int vendorStatus, int plainStatus, int code, String message) {
        return new Wording(vendorStatus, plainStatus, code, message, message, plainStatus, message, Optional.empty());
    }

    /// `detail` is what the Python servers say; the vendor face has none.
    record Wording(
            int vendorStatus,
            int plainStatus,
            int code,
            String message,
            String detail,
            int fastapiStatus,
            String fastapiDetail,
            Optional<Duration> retryAfter) {
        private Wording detail(String text) {
            return new Wording(vendorStatus, plainStatus, code, message, text, fastapiStatus, text, retryAfter);
        }

        private Wording fastapi(int status, String text) {
            return new Wording(vendorStatus, plainStatus, code, message, detail, status, text, retryAfter);
        }

        private Wording retryAfter(Duration wait) {
            return new Wording(
                    vendorStatus, plainStatus, code, message, detail, fastapiStatus, fastapiDetail, Optional.of(wait));
        }

        private ObjectNode plain(ObjectNode body, String text) {
            return body.put("detail", text).put("message", message).put("code", code);
        }
    }
}
