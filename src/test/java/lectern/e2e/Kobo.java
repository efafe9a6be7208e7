package lectern.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// A device with KOReader on it, set to one server and one account.
public record Kobo(HttpClient client, URI server, String name) {
    /// The MD5 of "password", which is what KOReader sends of it.
    public static final String KEY = "5f4dcc3b5aa765d61d8327deb882cf99";

    public HttpResponse<String> register() throws IOException, InterruptedException {
        return send("POST", "/users/create", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, KEY));
    }

    public HttpResponse<String> push(String document, String place) throws IOException, InterruptedException {
        return send("PUT", "/syncs/progress", progress(document, place));
    }

    public HttpResponse<String> pull(String document) throws IOException, InterruptedException {
        return send("GET", "/syncs/progress/" + document, "");
    }

    public static String progress(String document, String place) {
        return """
                {"document":"%s","progress":"%s","percentage":0.3287,\
                "device":"Kobo_nova","device_id":"6DAC3A4E1B1B4C5A9F4E3F2A1B0C9D8E"}""".formatted(document, place);
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.resolve(path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "application/vnd.koreader.v1+json")
                .header("Content-Type", "application/json")
                .header("x-auth-user", name)
                .header("x-auth-key", KEY)
                .method(method, BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
