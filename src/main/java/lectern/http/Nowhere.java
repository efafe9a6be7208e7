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

    private Nowhere() {}

    static Router router() {
        var plain = Faults.plain();
        return new Router(
                "none",
                Slashes.RAW,
                (fault, request) -> fault instanceof Fault.NoRoute && wantsPage(request)
                        ? Response.html(404, PAGE)
                        : plain.answer(fault, request),
                Cors.none());
    }

    private static boolean wantsPage(Request request) {
        return request.headers("Accept").stream().anyMatch(accept -> accept.contains("text/html"));
    }
}
