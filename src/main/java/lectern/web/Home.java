package lectern.web;

import lectern.http.Cors;
import lectern.http.Faults;
import lectern.http.Response;
import lectern.http.Router;
import lectern.http.Slashes;

/// The page at `/`: tells somebody who followed the address of a server what they found. It says nothing about who uses
/// it.
public final class Home {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Lectern</title>
            <style>body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem }</style>
            <h1>Lectern</h1>
            <p>This is a sync server, and it is running.
            <p>In KOReader, open a book, choose <em>Progress sync</em>, then <em>Custom sync server</em>, and type the address of
            this page. Then log in with the name and the password that whoever runs this server gave you.
            """;

    public Router router() {
        return new Router("web", Slashes.RAW, Faults.plain(), Cors.none())
                .always("X-Content-Type-Options", "nosniff")
                .always("Referrer-Policy", "no-referrer")
                .always("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .headOfGet()
                .get("/", _ -> Response.html(200, PAGE));
    }
}
