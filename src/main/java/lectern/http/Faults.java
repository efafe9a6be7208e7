package lectern.http;

import lectern.json.Json;

/// How a door words each [Fault].
@FunctionalInterface
public interface Faults {
    Response answer(Fault fault, Request request);

    /// `{"code":404,"message":"Not Found","detail":"Not Found"}`: what every client of ours can read, for paths that
    /// belong to no protocol.
    static Faults plain() {
        return (fault, _) -> switch (fault) {
            case Fault.NoRoute() -> plain(404, "Not Found", "Not Found");
            case Fault.WrongMethod _ -> plain(405, "Method Not Allowed", "Method Not Allowed");
            case Fault.BadRequest(var reason) -> plain(400, "Bad Request", reason);
            case Fault.TooLarge(var limit) -> plain(413, "Content Too Large", "At most " + limit + " bytes.");
            case Fault.TimedOut() -> plain(408, "Request Timeout", "The request came too slowly.");
            case Fault.Overloaded _ -> plain(503, "Service Unavailable", "Busy, try again later.");
            case Fault.Unexpected(var id) -> plain(500, "Internal Server Error", "The log has more under " + id + ".");
        };
    }

    /// One answer in that shape.
    static Response plain(int status, String message, String detail) {
        return Response.json(
                status,
                Json.object().put("code", status).put("message", message).put("detail", detail));
    }
}
