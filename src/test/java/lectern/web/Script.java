package lectern.web;

import java.util.ArrayList;
import java.util.List;

import lectern.json.Json;
import lectern.wire.Header;
import lectern.wire.Reply;
import lectern.wire.Wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// Somebody who uses `/api/v1`, with the same headers each time.
public record Script(int port, List<Header> headers) {
    public Script {
        headers = List.copyOf(headers);
    }

    public static Script of(Site site) {
        return new Script(site.port(), List.of());
    }

    /// With a session that reaches everything.
    public static Script signedIn(Site site, String name) {
        var reply = of(site).ask(
                        "POST",
                        "/api/v1/session",
                        "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, Site.PASSWORD));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        var token = Json.parse(reply.body().getBytes(UTF_8)).get("token").asString();
        return of(site).with("Authorization", "Bearer " + token);
    }

    public Script with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Script(port, more);
    }

    public Reply ask(String method, String path, String json) {
        return new Wire(port).ask(method, path, headers, json);
    }
}
