package lectern.http;

/// The door of all paths that belong to no door.
final class Nowhere {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Not found</title>
            <h1>Not found</h1>
            <p>This server has no page at this address.
            """;

    private static final long HEARD_OUT = 64 * 1024;

    private Nowhere() {}

    static Router router() {
        var plain = Faults.plain();
        return new Router(
                "none",
                Slashes.RAW,
                (fault, request) -> {
                    hearOut(request);
                    return fault instanceof Fault.NoRoute && wantsPage(request)
                            ? Response.html(404, PAGE)
                            : plain.answer(fault, request);
                },
                Cors.none());
    }

    /// Whoever sends something to a wrong address is told so: a client that is still sending would find its connection
    /// broken and hear nothing.
    private static void hearOut(Request request) {
        try {
            request.discard(HEARD_OUT);
        } catch (Faulted _) {
            // it comes too slowly, and so it is not heard out
        }
    }

    private static boolean wantsPage(Request request) {
        return request.headers("Accept").stream().anyMatch(accept -> accept.contains("text/html"));
    }
}
