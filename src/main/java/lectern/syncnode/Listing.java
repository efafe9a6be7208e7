package lectern.syncnode;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

import lectern.account.Caller;
import lectern.http.Request;
import lectern.http.Response;
import lectern.http.Router;
import lectern.json.Json;
import lectern.syncnode.entry.EntryStore;
import lectern.syncnode.entry.Index.Line;
import lectern.syncnode.entry.Listed;
import lectern.syncnode.feed.Feed;
import lectern.syncnode.wire.HeaderText;
import lectern.syncnode.wire.Reading;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SyncNodeError;

/// `GET /store`: everything the caller may read. The names are read at once and the rest in pages, while it is sent:
/// who takes a list slowly holds nothing but names.
final class Listing {
    private final EntryStore entries;
    private final Feed feed;

    Listing(EntryStore entries, Feed feed) {
        this.entries = entries;
        this.feed = feed;
    }

    void routes(Router to, Gate gate) {
        to.get("/store", gate.signedIn("list the stores", this::list));
        to.get("/store/", gate.signedIn("list the stores", this::list));
    }

    private Response list(Visit visit, Caller caller) {
        var request = visit.request();
        var tag = entries.standing(caller).tag() + '.' + feed.epoch();
        if (Reading.of(request, tag, Instant.MAX, 0) instanceof Reading.NotModified) {
            return tagged(Response.empty(304), tag);
        }
        var index = entries.index(caller, request.query("prefix").orElse(""));
        var lines = after(index.lines(), request.query("after"));
        var limit = limit(request);
        var page = lines.subList(0, Math.min(lines.size(), limit));
        var withMeta = request.query("meta").filter("1"::equals).isPresent();
        var list = tagged(Response.stream(200, "application/json", out -> write(caller, page, withMeta, out)), tag)
                .with("X-Sync-Cursor", feed.cursor(caller.account().id(), index.position()));
        return page.size() == lines.size()
                ? list
                : list.with("Link", "<" + next(request, limit, page.getLast().key()) + ">; rel=\"next\"");
    }

    private static Response tagged(Response response, String tag) {
        return response.with("ETag", '"' + tag + '"').with("Cache-Control", "private, no-cache");
    }

    private static List<Line> after(List<Line> lines, Optional<String> key) {
        if (key.isEmpty()) {
            return lines;
        }
        var last = key.get().getBytes(StandardCharsets.UTF_8);
        return lines.stream()
                .dropWhile(line -> Arrays.compareUnsigned(line.key().getBytes(StandardCharsets.UTF_8), last) <= 0)
                .toList();
    }

    private static int limit(Request request) {
        return request.query("limit")
                .map(text -> {
                    if (!text.matches("[1-9]\\d{0,8}")) {
                        throw new Refusal(new SyncNodeError.BadRequest("A `limit` is a whole number above 0."));
                    }
                    return Integer.parseInt(text);
                })
                .orElse(Integer.MAX_VALUE);
    }

    private static String next(Request request, int limit, String last) {
        var next = new StringBuilder("/store?limit=" + limit + "&after=" + HeaderText.inQuery(last));
        for (var name : List.of("prefix", "meta")) {
            request.query(name)
                    .ifPresent(
                            value -> next.append('&').append(name).append('=').append(HeaderText.inQuery(value)));
        }
        return next.toString();
    }

    private void write(Caller caller, List<Line> lines, boolean withMeta, OutputStream out) throws IOException {
        var separator = "[";
        for (int from = 0; from < lines.size(); from += EntryStore.MOST_ROWS) {
            var page = lines.subList(from, Math.min(lines.size(), from + EntryStore.MOST_ROWS));
            for (var row : entries.rows(caller, page)) {
                out.write(separator.getBytes(StandardCharsets.US_ASCII));
                out.write(Json.write(row(row, withMeta)));
                separator = ",";
            }
        }
        out.write((separator.equals("[") ? "[]" : "]").getBytes(StandardCharsets.US_ASCII));
    }

    private static ObjectNode row(Listed listed, boolean withMeta) {
        var entry = listed.entry();
        var row = Json.object().put("key", listed.key());
        if (!listed.key().equals(entry.name().value())) {
            row.put("name", entry.name().value());
        }
        row.put("permission", entry.permission().name())
                .put("token", entry.token().value())
                .put("address", entry.address().text())
                .put("size", entry.properties().size());
        entry.properties().contentType().ifPresent(type -> row.put("contentType", type));
        row.put("modified", entry.modified().toEpochMilli());
        if (withMeta) {
            entry.properties().meta().ifPresent(meta -> row.put("meta", meta));
        }
        if (!entry.own()) {
            row.put("shared", true);
            entry.owner().ifPresent(owner -> row.put("owner", owner.value()));
        }
        return row;
    }
}
