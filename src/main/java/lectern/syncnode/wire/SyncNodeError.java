package lectern.syncnode.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.account.SignInResult;
import lectern.http.Fault;
import lectern.http.Response;
import lectern.json.Json;
import lectern.syncnode.entry.Address;
import lectern.syncnode.entry.Entry;
import lectern.syncnode.entry.Obstacle;
import lectern.syncnode.entry.Permission;

/// What this protocol answers instead of success. Status, code and reason are the contract: clients look at the
/// status first, since the protocol has one code for "log in" and "you may not". The message is for people and may
/// change.
public sealed interface SyncNodeError {

    // signing in

    record NoToken() implements SyncNodeError {}

    /// Unknown, expired or ended: the three are never told apart.
    record BadToken(SignInResult.Reason why) implements SyncNodeError {}

    /// Also for an unknown name.
    record BadCredentials(SignInResult.Reason why) implements SyncNodeError {}

    /// A session opened with a device key, or for some keys only, reaches no further.
    record OutOfScope() implements SyncNodeError {}

    record RateLimited(RatePolicy policy, Duration retryAfter) implements SyncNodeError {}

    // accounts

    record RegistrationClosed() implements SyncNodeError {}

    record BadId(String rule) implements SyncNodeError {}

    record BadPassword(String rule) implements SyncNodeError {}

    /// Of an account; the body is no JSON, or lacks this member.
    record MissingField(String name) implements SyncNodeError {}

    record IdTaken() implements SyncNodeError {}

    // stores and who may what

    record ReadOnly() implements SyncNodeError {}

    record NotOwner() implements SyncNodeError {}

    /// There is no such store for this caller, whoever else may have one.
    record Unknown() implements SyncNodeError {}

    /// There was one that the caller could see.
    record StoreDeleted(Instant at) implements SyncNodeError {}

    record UnknownUser(List<String> users) implements SyncNodeError {
        public UnknownUser {
            users = List.copyOf(users);
        }
    }

    record UnknownVersion() implements SyncNodeError {}

    /// Several others share a store of this name with the caller.
    record AmbiguousKey(List<String> addresses) implements SyncNodeError {
        public AmbiguousKey {
            addresses = List.copyOf(addresses);
        }
    }

    record LastOwner() implements SyncNodeError {}

    record TooManyMembers(int limit) implements SyncNodeError {}

    // versions of a store

    record TokenMissing(Entry current) implements SyncNodeError {}

    /// Without a current version when the store does not exist.
    record TokenMismatch(Optional<Entry> current) implements SyncNodeError {}

    /// The token is of a store that was deleted meanwhile. Clients that take this for a newer version ask for ever.
    record TokenOfDeleted(Instant at) implements SyncNodeError {}

    record Exists(Entry current) implements SyncNodeError {}

    /// Of a batch that is all or nothing: what stood in the way, operation by operation.
    record Dependency(ArrayNode results) implements SyncNodeError {}

    // what was sent

    record BadRequest(String what) implements SyncNodeError {}

    record BadKey(String what) implements SyncNodeError {}

    record BadMeta(String what) implements SyncNodeError {}

    record PartialPut() implements SyncNodeError {}

    record DigestMismatch() implements SyncNodeError {}

    record BadCursor() implements SyncNodeError {}

    /// A draft of resumable uploads that is not spoken here: ignored, it would store a first part as the whole.
    record UploadVersion() implements SyncNodeError {}

    record BadRange(long size) implements SyncNodeError {}

    record UriTooLong() implements SyncNodeError {}

    record MetaTooLarge(int limit) implements SyncNodeError {}

    record TooLarge(long limit) implements SyncNodeError {}

    record BatchTooLarge(int operations, long bytes) implements SyncNodeError {}

    // room

    record OverQuota(long used, long limit, long needed) implements SyncNodeError {}

    record TooManyStores(long used, long limit) implements SyncNodeError {}

    record DiskFull() implements SyncNodeError {}

    // the feed and uploads

    /// Deletions that the reader has not seen are forgotten.
    ///
    /// @param fresh where to go on after listing everything
    record CursorExpired(String fresh) implements SyncNodeError {}

    record UploadGone() implements SyncNodeError {}

    record UnknownUpload() implements SyncNodeError {}

    /// The bytes do not follow those that are there already.
    record UploadOffset(long received) implements SyncNodeError {}

    /// Another request goes on with the upload.
    record UploadTaken() implements SyncNodeError {}

    record TooManyUploads(int limit) implements SyncNodeError {}

    /// The body is not what a part of an upload must say it is.
    record UploadType() implements SyncNodeError {}

    record ChecksumMismatch() implements SyncNodeError {}

    /// The client speaks another version of tus.
    record TusVersion() implements SyncNodeError {}

    // the server

    record NoRoute() implements SyncNodeError {}

    /// Of the whole request, with its line.
    record HeadersTooLarge() implements SyncNodeError {}

    record WrongMethod(SortedSet<String> allowed) implements SyncNodeError {}

    record TooSlow() implements SyncNodeError {}

    record Busy(Duration retryAfter) implements SyncNodeError {}

    /// The door itself is full and adds when to come back.
    record Overloaded() implements SyncNodeError {}

    record StorageDown(Duration retryAfter) implements SyncNodeError {}

    record Internal(String id) implements SyncNodeError {}

    /// The one place where an error becomes a status and words.
    private Wording wording() {
        return switch (this) {
            case NoToken() -> new Wording(401, Code.AUTH01, "no_token", "Log in: a bearer token is needed.");
            case BadToken _ ->
                new Wording(401, Code.AUTH01, "bad_token", "Log in again: this token is unknown or has ended.");
            case BadCredentials _ -> new Wording(401, Code.AUTH01, "bad_credentials", "Wrong identifier or password.");
            case OutOfScope() -> new Wording(403, Code.AUTH01, "out_of_scope", "This session does not reach that far.");
            case RateLimited _ -> new Wording(429, Code.ERR02, "rate_limited", "Too many tries, try again later.");

            case RegistrationClosed() ->
                new Wording(403, Code.ACCT01, "registration_closed", "Accounts cannot be made here.");
            case BadId(var rule) -> new Wording(400, Code.ACCT02, "bad_id", rule);
            case BadPassword(var rule) -> new Wording(400, Code.ACCT02, "bad_password", rule);
            case MissingField(var name) -> new Wording(400, Code.ACCT02, "missing_field", "A text is missing: " + name);
            case IdTaken() -> new Wording(409, Code.ACCT03, "id_taken", "The identifier is in use.");

            case ReadOnly() -> new Wording(403, Code.AUTH01, "read_only", "You may read this store, not change it.");
            case NotOwner() -> new Wording(403, Code.AUTH01, "not_owner", "Only owners of this store may do that.");
            case Unknown() -> new Wording(404, Code.ERR01, "unknown", "There is no such store.");
            case StoreDeleted _ -> new Wording(404, Code.ERR01, "deleted", "The store was deleted.");
            case UnknownUser _ -> new Wording(404, Code.ERR01, "unknown_user", "There is no such account.");
            case UnknownVersion() -> new Wording(404, Code.ERR01, "unknown_version", "There is no such version.");
            case AmbiguousKey _ ->
                new Wording(
                        409, Code.ERR02, "ambiguous_key", "Several stores of this name are shared: use an address.");
            case LastOwner() -> new Wording(409, Code.ERR02, "last_owner", "A store keeps at least one owner.");
            case TooManyMembers _ ->
                new Wording(409, Code.ERR02, "too_many_members", "The store has too many members.");

            case TokenMissing _ ->
                new Wording(412, Code.KEY01, "token_missing", "The store exists: name the token of its version.");
            case TokenMismatch _ ->
                new Wording(412, Code.KEY01, "token_mismatch", "The store has changed since this token was issued.");
            case TokenOfDeleted _ -> new Wording(412, Code.KEY01, "deleted", "The store was deleted meanwhile.");
            case Dependency _ ->
                new Wording(412, Code.KEY01, "dependency", "Nothing was changed: one operation stands in the way.");
            case Exists _ -> new Wording(412, Code.KEY01, "exists", "The store exists.");

            case BadRequest(var what) -> new Wording(400, Code.ERR02, "bad_request", what);
            case BadKey(var what) -> new Wording(400, Code.ERR02, "bad_key", what);
            case BadMeta(var what) -> new Wording(400, Code.ERR02, "bad_meta", what);
            case PartialPut() -> new Wording(400, Code.ERR02, "partial_put", "A store is written as a whole.");
            case DigestMismatch() ->
                new Wording(400, Code.ERR02, "digest_mismatch", "What came is not what the digest is of.");
            case BadCursor() -> new Wording(400, Code.ERR02, "bad_cursor", "This is no cursor of this account.");
            case UploadVersion() ->
                new Wording(400, Code.ERR02, "upload_version", "This form of resumable upload is not spoken here.");
            case BadRange _ -> new Wording(416, Code.ERR02, "bad_range", "The store is shorter than that.");
            case UriTooLong() -> new Wording(414, Code.ERR02, "uri_too_long", "A key has at most 8000 characters.");
            case MetaTooLarge(var limit) ->
                new Wording(431, Code.ERR02, "meta_too_large", "Metadata has at most " + limit + " bytes.");
            case TooLarge(var limit) ->
                new Wording(413, Code.ERR02, "too_large", "At most " + limit + " bytes are taken.");
            case BatchTooLarge(var operations, var bytes) ->
                new Wording(
                        413,
                        Code.ERR02,
                        "batch_too_large",
                        "A batch has at most " + operations + " operations and " + bytes + " bytes.");

            case OverQuota _ -> new Wording(507, Code.ERR02, "quota", "The account has no room for that.");
            case TooManyStores _ -> new Wording(507, Code.ERR02, "quota", "The account has no room for another store.");
            case DiskFull() -> new Wording(507, Code.ERR02, "disk_full", "The server has no room left.");

            case CursorExpired _ ->
                new Wording(410, Code.ERR01, "cursor_expired", "List everything, then go on from the fresh cursor.");
            case UploadGone() -> new Wording(410, Code.ERR01, "upload_gone", "The upload has expired.");
            case UnknownUpload() -> new Wording(404, Code.ERR01, "unknown", "There is no such upload.");
            case UploadOffset(var received) ->
                new Wording(409, Code.ERR02, "upload_offset", "The upload goes on at byte " + received + ".");
            case UploadTaken() ->
                new Wording(409, Code.ERR02, "upload_taken", "Another request goes on with this upload.");
            case TooManyUploads(var limit) ->
                new Wording(409, Code.ERR02, "too_many_uploads", "At most " + limit + " uploads may wait at a time.");
            case UploadType() ->
                new Wording(415, Code.ERR02, "upload_type", "A part of an upload is application/offset+octet-stream.");
            case ChecksumMismatch() ->
                new Wording(460, Code.ERR02, "checksum_mismatch", "What came is not what the checksum is of.");
            case TusVersion() ->
                new Wording(412, Code.ERR02, "upload_version", "Of tus, version 1.0.0 is spoken here.");

            case NoRoute() -> new Wording(404, Code.ERR01, "no_route", "There is nothing at this path.");
            case WrongMethod _ ->
                new Wording(405, Code.ERR02, "method_not_allowed", "This path is not asked in that way.");
            case HeadersTooLarge() ->
                new Wording(431, Code.ERR02, "headers_too_large", "The headers of the request are too large.");
            case TooSlow() -> new Wording(408, Code.ERR02, "timeout", "The request came too slowly.");
            case Busy _, Overloaded() -> new Wording(503, Code.ERR02, "busy", "The server is busy, try again later.");
            case StorageDown _ ->
                new Wording(503, Code.ERR02, "maintenance", "The storage is not reachable, try again later.");
            case Internal _ -> new Wording(500, Code.ERR02, "internal", "A mistake in the server; its log has more.");
        };
    }

    default int status() {
        return wording().status();
    }

    default Code code() {
        return wording().code();
    }

    default String reason() {
        return wording().reason();
    }

    default ObjectNode toJson() {
        var wording = wording();
        var body = Json.object()
                .put("code", wording.code().name())
                .put("reason", wording.reason())
                .put("message", wording.message());
        addMembers(body);
        return body;
    }

    private void addMembers(ObjectNode body) {
        switch (this) {
            case StoreDeleted(var at) -> body.put("deleted", at.toEpochMilli());
            case UnknownUser(var users) -> users.forEach(body.putArray("users")::add);
            case AmbiguousKey(var addresses) -> addresses.forEach(body.putArray("addresses")::add);
            case TooManyMembers(var limit) -> body.put("limit", limit);
            case TooManyUploads(var limit) -> body.put("limit", limit);
            case TokenMissing(var current) -> body.put("token", current.token().value());
            case TokenMismatch(var current) ->
                current.ifPresent(entry -> body.put("token", entry.token().value()));
            case TokenOfDeleted(var at) -> body.put("deleted", at.toEpochMilli());
            case Exists(var current) -> body.put("token", current.token().value());
            case Dependency(var results) -> body.put("applied", false).set("results", results);
            case MetaTooLarge(var limit) -> body.put("limit", limit);
            case TooLarge(var limit) -> body.put("limit", limit);
            case BatchTooLarge(var operations, var bytes) ->
                body.put("operations", operations).put("limit", bytes);
            case OverQuota(var used, var limit, var needed) ->
                body.put("used", used).put("limit", limit).put("needed", needed);
            case TooManyStores(var used, var limit) ->
                body.put("used", used).put("limit", limit).put("needed", used + 1);
            case CursorExpired(var fresh) -> body.put("cursor", fresh);
            case Internal(var id) -> body.put("id", id);
            case SyncNodeError _ -> {}
        }
    }

    default Response toResponse() {
        var response = Response.json(status(), toJson());
        return switch (this) {
            case NoToken(), BadCredentials _ -> response.with("WWW-Authenticate", REALM);
            case BadToken _ -> response.with("WWW-Authenticate", REALM + ", error=\"invalid_token\"");
            case RateLimited(var policy, var wait) ->
                later(response, wait)
                        .with("RateLimit-Policy", policy.policy())
                        .with("RateLimit", policy.usedUpFor(seconds(wait)));
            case TokenMissing(var current) -> naming(current, response);
            case TokenMismatch(var current) ->
                current.map(entry -> naming(entry, response)).orElse(response);
            case Exists(var current) -> naming(current, response);
            case BadRange(var size) -> response.with("Content-Range", "bytes */" + size);
            case OverQuota(var used, var limit, var _) ->
                response.with("X-Sync-Quota-Remaining", Long.toString(Math.max(0, limit - used)));
            case Busy(var wait) -> later(response, wait);
            case StorageDown(var wait) -> later(response, wait);
            case SyncNodeError _ -> response;
        };
    }

    /// For the owner and the operator, who may know more than the wire says.
    default String inWords() {
        return switch (this) {
            case BadToken(var why) -> why.words();
            case BadCredentials(var why) -> why.words();
            case SyncNodeError error -> error.wording().message();
        };
    }

    /// What happened outside a handler, in this protocol's words.
    static SyncNodeError of(Fault fault) {
        return switch (fault) {
            case Fault.NoRoute() -> new NoRoute();
            case Fault.WrongMethod(var allowed) -> new WrongMethod(allowed);
            case Fault.BadRequest(var reason) -> new BadRequest(reason);
            case Fault.TooLarge(var limit) -> new TooLarge(limit);
            case Fault.TimedOut() -> new TooSlow();
            case Fault.Overloaded _ -> new Overloaded();
            case Fault.Unexpected(var id) -> new Internal(id);
        };
    }

    /// What was no request of HTTP, by the status that HTTP has for it.
    static SyncNodeError unreadable(int status, String detail) {
        return switch (status) {
            case 408 -> new TooSlow();
            case 414 -> new UriTooLong();
            case 431 -> new HeadersTooLarge();
            default -> new BadRequest(detail);
        };
    }

    /// What stood in the way of a request to a store.
    static SyncNodeError of(Obstacle obstacle) {
        return switch (obstacle) {
            case Obstacle.Unknown(var deleted) ->
                deleted.<SyncNodeError>map(StoreDeleted::new).orElseGet(Unknown::new);
            case Obstacle.Ambiguous(var addresses) ->
                new AmbiguousKey(addresses.stream().map(Address::text).toList());
            case Obstacle.OutOfScope() -> new OutOfScope();
            case Obstacle.Lacking(var needed) -> needed == Permission.OWN ? new NotOwner() : new ReadOnly();
            case Obstacle.TokenMissing(var current) -> new TokenMissing(current);
            case Obstacle.TokenMismatch(var current) -> new TokenMismatch(Optional.of(current));
            case Obstacle.Exists(var current) -> new Exists(current);
            case Obstacle.Vanished(var deleted) ->
                deleted.<SyncNodeError>map(TokenOfDeleted::new).orElseGet(() -> new TokenMismatch(Optional.empty()));
            case Obstacle.OverQuota(var used, var limit, var needed) -> new OverQuota(used, limit, needed);
            case Obstacle.TooManyStores(var used, var limit) -> new TooManyStores(used, limit);
            case Obstacle.UnknownVersion() -> new UnknownVersion();
            case Obstacle.UnknownUsers(var users) -> new UnknownUser(users);
            case Obstacle.SameUserTwice(var user) -> new BadRequest("The same account twice: " + user);
            case Obstacle.TooManyMembers(var most) -> new TooManyMembers(most);
            case Obstacle.LastOwner() -> new LastOwner();
            case Obstacle.WrittenTwice _ -> new BadRequest("A batch writes to each store once at most.");
        };
    }

    String REALM = "Bearer realm=\"sync-node\"";

    /// The version that a refused write should have named: whoever may read it need not ask for it.
    private static Response naming(Entry current, Response response) {
        return VersionHeaders.meta(current, VersionHeaders.naming(current, response));
    }

    private static Response later(Response response, Duration wait) {
        return response.with("Retry-After", Long.toString(seconds(wait)));
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.toSeconds());
    }

    record Wording(int status, Code code, String reason, String message) {}
}
