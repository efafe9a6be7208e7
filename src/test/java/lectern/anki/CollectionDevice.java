package lectern.anki;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import lectern.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

/// A device with cards and reviews, which it syncs as Anki does. It keeps to the client's rules of merging and has no
/// collection file.
final class CollectionDevice {
    private static final int PIECE = 250;

    /// @param changed by this device, and not sent yet
    record Card(long mod, String data, boolean changed) {}

    /// Where a sync breaks off, as the network does: with everything before it done, and nothing told to the server.
    enum Break {
        NEVER,
        AFTER_START,
        AFTER_GRAVES,
        AFTER_CHUNKS,
        BEFORE_FINISH,
        ANSWER_TO_FINISH_LOST
    }

    private final Client client;
    private final String key;
    private int attempts;

    Map<Long, Card> cards = new TreeMap<>();
    Set<Long> reviews = new HashSet<>();
    private Set<Long> unsentReviews = new HashSet<>();
    private Set<Long> graves = new HashSet<>();
    private long usn;
    private long mod;

    CollectionDevice(Client client, String key) {
        this.client = client;
        this.key = key;
    }

    void edit(long id, long at, String data) {
        cards.put(id, new Card(at, data, true));
        mod++;
    }

    void delete(long id) {
        if (cards.remove(id) != null) {
            graves.add(id);
            mod++;
        }
    }

    void review(long id) {
        reviews.add(id);
        unsentReviews.add(id);
        mod++;
    }

    Map<Long, String> content() {
        var content = new TreeMap<Long, String>();
        cards.forEach((id, card) -> content.put(id, card.mod() + " " + card.data()));
        return content;
    }

    Said ask(String method, String json) {
        return client.ask(
                "/sync/" + method, key, key.substring(0, 3) + attempts, json.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode answer(String method, String json) {
        var said = ask(method, json);
        assertThat(said.status()).as(method).isEqualTo(200);
        return Json.parse(said.body());
    }

    JsonNode meta() {
        return answer("meta", "{\"v\":11,\"cv\":\"tests\"}");
    }

    /// Takes a new session key, as every attempt does.
    void begin() {
        attempts++;
    }

    void sync() {
        sync(Break.NEVER);
    }

    void sync(Break where) {
        begin();
        var meta = meta();
        if (meta.path("mod").longValue() != mod) {
            var before = new Memory(new TreeMap<>(cards), new HashSet<>(reviews), new HashSet<>(graves), usn, mod);
            if (!normalSync(meta, where)) {
                before.restore(this);
            }
        }
    }

    private record Memory(Map<Long, Card> cards, Set<Long> reviews, Set<Long> graves, long usn, long mod) {
        void restore(CollectionDevice device) {
            device.cards = cards;
            device.reviews = reviews;
            device.graves = graves;
            device.usn = usn;
            device.mod = mod;
        }
    }

    private boolean normalSync(JsonNode meta, Break where) {
        boolean newer = mod > meta.path("mod").longValue();
        var theirs = answer("start", "{\"minUsn\":%d,\"lnewer\":%b,\"graves\":null}".formatted(usn, newer));
        theirs.path("cards").forEach(id -> cards.remove(id.longValue()));
        if (where == Break.AFTER_START) {
            return false;
        }
        pieces(graves.stream())
                .forEach(ids ->
                        answer("applyGraves", "{\"chunk\":{\"cards\":[%s],\"decks\":[],\"notes\":[]}}".formatted(ids)));
        if (where == Break.AFTER_GRAVES) {
            return false;
        }
        answer("applyChanges", "{\"changes\":{\"models\":[],\"decks\":[[],[]],\"tags\":[]}}");
        receive();
        if (where == Break.AFTER_CHUNKS) {
            return false;
        }
        send();
        var counts = answer(
                "sanityCheck2", "{\"client\":[[0,0,0],%d,0,%d,0,2,1,1]}".formatted(cards.size(), reviews.size()));
        assertThat(counts.path("status").stringValue()).as(counts.toString()).isEqualTo("ok");
        if (where == Break.BEFORE_FINISH) {
            return false;
        }
        mod = answer("finish", "{\"_pad\":null}").longValue();
        if (where == Break.ANSWER_TO_FINISH_LOST) {
            return false;
        }
        usn = meta.path("usn").longValue() + 1;
        graves = new HashSet<>();
        unsentReviews = new HashSet<>();
        cards.replaceAll((_, card) -> new Card(card.mod(), card.data(), false));
        return true;
    }

    private void receive() {
        boolean done = false;
        while (!done) {
            var chunk = answer("chunk", "{\"_pad\":null}");
            chunk.path("cards").forEach(this::receive);
            chunk.path("revlog").forEach(review -> reviews.add(review.path(0).longValue()));
            done = chunk.path("done").booleanValue();
        }
    }

    private void receive(JsonNode row) {
        long id = row.path(0).longValue();
        var theirs = new Card(row.path(4).longValue(), row.path(17).stringValue(), false);
        var ours = cards.get(id);
        if (ours == null || !ours.changed() || ours.mod() < theirs.mod()) {
            cards.put(id, theirs);
        }
    }

    private void send() {
        var rows = new ArrayList<String>();
        cards.forEach((id, card) -> {
            if (card.changed()) {
                rows.add("[%d,500,1,0,%d,0,0,0,1,0,0,0,0,0,0,0,0,\"%s\"]".formatted(id, card.mod(), card.data()));
            }
        });
        pieces(rows.stream()).forEach(piece -> answer("applyChunk", "{\"chunk\":{\"cards\":[" + piece + "]}}"));
        pieces(unsentReviews.stream().map("[%d,1,0,3,1,1,2500,900,1]"::formatted))
                .forEach(piece -> answer("applyChunk", "{\"chunk\":{\"revlog\":[" + piece + "]}}"));
        answer("applyChunk", "{\"chunk\":{\"done\":true}}");
    }

    private static List<String> pieces(Stream<?> elements) {
        var all = elements.map(Object::toString).toList();
        var pieces = new ArrayList<String>();
        for (int from = 0; from < all.size(); from += PIECE) {
            pieces.add(all.subList(from, Math.min(from + PIECE, all.size())).stream()
                    .collect(Collectors.joining(",")));
        }
        return pieces;
    }
}
