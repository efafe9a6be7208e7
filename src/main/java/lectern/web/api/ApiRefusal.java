package lectern.web.api;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import lectern.http.Response;
import lectern.json.Json;

/// What an endpoint answers instead of success: `{"code":404,"message":"Not Found","detail":"..."}`, and with a body in
/// which something is wrong also `fields`, a sentence for each.
public final class ApiRefusal extends RuntimeException {
    private final int status;
    private final String message;
    private final String detail;
    private final transient Map<String, String> fields;
    private final transient Optional<Duration> retryAfter;

    private ApiRefusal(
            int status, String message, String detail, Map<String, String> fields, Optional<Duration> retryAfter) {
        super(null, null, false, false);
        this.status = status;
        this.message = message;
        this.detail = detail;
        this.fields = new TreeMap<>(fields);
        this.retryAfter = retryAfter;
    }

    private static ApiRefusal of(int status, String message, String detail) {
        return new ApiRefusal(status, message, detail, Map.of(), Optional.empty());
    }

    public static ApiRefusal unreadable(String detail) {
        return of(400, "Bad Request", detail);
    }

    public static ApiRefusal unauthorized(String detail) {
        return of(401, "Unauthorized", detail);
    }

    public static ApiRefusal forbidden(String detail) {
        return of(403, "Forbidden", detail);
    }

    /// There is no such thing, or it is somebody else's.
    public static ApiRefusal missing() {
        return of(404, "Not Found", "There is no such thing.");
    }

    static ApiRefusal wrongMethod() {
        return of(405, "Method Not Allowed", "This address takes other methods.");
    }

    static ApiRefusal tooSlow() {
        return of(408, "Request Timeout", "The request came too slowly.");
    }

    public static ApiRefusal conflict(String detail) {
        return of(409, "Conflict", detail);
    }

    static ApiRefusal tooLarge(long limit) {
        return of(413, "Content Too Large", "At most " + limit + " bytes.");
    }

    /// Something in the body is wrong.
    ///
    /// @param fields what is wrong with each, in a sentence
    public static ApiRefusal invalid(Map<String, String> fields) {
        return new ApiRefusal(
                422, "Unprocessable Content", String.join(" ", fields.values()), fields, Optional.empty());
    }

    public static ApiRefusal invalid(String field, String sentence) {
        return invalid(Map.of(field, sentence));
    }

    public static ApiRefusal tooMany(Duration retryAfter) {
        return new ApiRefusal(429, "Too Many Requests", "That was tried too often.", Map.of(), Optional.of(retryAfter));
    }

    static ApiRefusal unexpected(String id) {
        return of(500, "Internal Server Error", "The log has more under " + id + ".");
    }

    public static ApiRefusal busy(Duration retryAfter) {
        return new ApiRefusal(503, "Service Unavailable", "Busy, try again later.", Map.of(), Optional.of(retryAfter));
    }

    static ApiRefusal full() {
        return of(507, "Insufficient Storage", "The server's disk is full.");
    }

    String detail() {
        return detail;
    }

    Response toResponse() {
        var json = Json.object().put("code", status).put("message", message).put("detail", detail);
        if (!fields.isEmpty()) {
            var wrong = json.putObject("fields");
            fields.forEach(wrong::put);
        }
        var response = Response.json(status, json);
        if (status == 401) {
            response = response.with("WWW-Authenticate", "Bearer, Basic realm=\"Lectern\"");
        }
        return retryAfter.isPresent()
                ? response.with("Retry-After", Long.toString(retryAfter.get().toSeconds() + 1))
                : response;
    }
}
