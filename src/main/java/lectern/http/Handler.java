package lectern.http;

import java.io.IOException;

/// Answers one request. Runs on its own virtual thread and may block; what it throws is answered by its router.
@FunctionalInterface
public interface Handler {
    Response handle(Request request) throws IOException;
}
