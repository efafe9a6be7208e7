package lectern.e2e.syncnode;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;

import lectern.syncnode.StoreClient;

import static lectern.syncnode.StoreClient.NO_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/// The tokens of all stores by their keys, as an app can learn them.
final class Everything {
    private Everything() {}

    static Map<String, String> inTheList(StoreClient app) {
        var all = new TreeMap<String, String>();
        ask(app, "/store").forEach(store -> all.put(text(store, "key"), text(store, "token")));
        return all;
    }

    /// From its beginning.
    static Map<String, String> inTheFeed(StoreClient app) {
        var all = new TreeMap<String, String>();
        var page = ask(app, "/changes?limit=3");
        follow(page, all);
        while (page.path("more").asBoolean()) {
            page = ask(app, "/changes?limit=3&since=" + text(page, "cursor"));
            follow(page, all);
        }
        return all;
    }

    private static void follow(JsonNode page, Map<String, String> all) {
        for (var change : page.path("changes")) {
            switch (text(change, "event")) {
                case "put", "grant" -> all.put(text(change, "key"), text(change, "token"));
                default -> all.remove(text(change, "key"));
            }
        }
    }

    private static JsonNode ask(StoreClient app, String target) {
        var answer = app.ask("GET", target, NO_TOKEN, BodyPublishers.noBody());
        assertThat(answer.status()).as(target).isEqualTo(200);
        return answer.json();
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).asString();
    }
}
