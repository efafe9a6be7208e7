package lectern.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One line for each request. Nothing of what the client sent stands in it but the method: no path, query, header or
/// body, since any of them can hold a secret.
final class RequestLog {
    private static final Logger log = LoggerFactory.getLogger("lectern.request");

    private RequestLog() {}

    static void write(String door, Request request, int status, long bytes, long nanos) {
        if (!log.isInfoEnabled()) {
            return;
        }
        var endpoint = request.endpoint();
        long tenths = nanos / 100_000;
        var line = new StringBuilder(160)
                .append("door=")
                .append(door)
                .append(" method=")
                .append(method(request))
                .append(" route=")
                .append(endpoint == null ? "-" : endpoint.route().pattern())
                .append(" status=")
                .append(status)
                .append(" ms=")
                .append(tenths / 10)
                .append('.')
                .append(tenths % 10)
                .append(" bytes=")
                .append(bytes)
                .append(" client=")
                .append(request.client().text())
                .append(" id=")
                .append(request.id());
        for (var note : request.notes()) {
            line.append(' ').append(note.field()).append('=').append(note.value());
        }
        log.info(line.toString());
    }

    /// A method is any word; one that is not HTTP's own might be anything.
    private static String method(Request request) {
        return switch (request.method()) {
            case "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS" -> request.method();
            default -> "other";
        };
    }
}
