package lectern.anki;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;

import lectern.anki.media.TestZip;
import lectern.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

/// A device with a folder of media, which it syncs as Anki does.
final class MediaDevice {
    private static final int MOST_IN_ZIP = 25;

    final Map<String, String> files = new TreeMap<>();

    private final Client client;
    private final String key;
    private final Set<String> pending = new TreeSet<>();
    private long lastUsn;

    MediaDevice(Client client, String key) {
        this.client = client;
        this.key = key;
    }

    void put(String name, String content) {
        files.put(name, content);
        pending.add(name);
    }

    void delete(String name) {
        if (files.remove(name) != null) {
            pending.add(name);
        }
    }

    void sync() {
        boolean fetched = fetch();
        boolean sent = send();
        if (fetched || sent) {
            assertThat(data("mediaSanity", "{\"local\":" + files.size() + "}").stringValue())
                    .isEqualTo("OK");
        }
    }

    private boolean fetch() {
        var begun = data("begin", "{\"v\":\"anki,26.08.1 (c32cb291),linux\"}");
        assertThat(begun.path("sk").stringValue()).isEqualTo(key);
        if (begun.path("usn").longValue() == lastUsn) {
            return false;
        }
        boolean moved = false;
        for (var rows = changes(); !rows.isEmpty(); rows = changes()) {
            var wanted = new ArrayList<String>();
            for (var row : rows) {
                take(row.path(0).stringValue(), row.path(2).stringValue(), wanted);
                lastUsn = row.path(1).longValue();
            }
            moved |= !wanted.isEmpty();
            download(wanted);
        }
        return moved;
    }

    private JsonNode changes() {
        return data("mediaChanges", "{\"lastUsn\":" + lastUsn + "}");
    }

    private void take(String name, String sha1, List<String> wanted) {
        var local = files.get(name);
        if (!sha1.isEmpty()) {
            pending.remove(name);
            if (local == null || !MediaHttpContract.sha1(local).equals(sha1)) {
                wanted.add(name);
            }
        } else if (local == null) {
            pending.remove(name);
        } else if (!pending.contains(name)) {
            files.remove(name);
        }
    }

    private void download(List<String> wanted) {
        while (!wanted.isEmpty()) {
            var names = Json.array();
            wanted.stream().limit(MOST_IN_ZIP).forEach(names::add);
            var said = client.ask("/msync/downloadFiles", key, "{\"files\":" + names + "}");
            assertThat(said.status()).isEqualTo(200);
            var contents = TestZip.entries(said.body());
            var meta = Json.parse(contents.sequencedValues().removeLast());
            assertThat(contents).isNotEmpty().hasSize(meta.size());
            contents.forEach((entry, content) -> {
                var name = wanted.removeFirst();
                assertThat(meta.path(entry).stringValue()).isEqualTo(name);
                files.put(name, new String(content, StandardCharsets.UTF_8));
            });
        }
    }

    private boolean send() {
        boolean moved = !pending.isEmpty();
        while (!pending.isEmpty()) {
            var zip = new TestZip();
            var sent = pending.stream().limit(MOST_IN_ZIP).toList();
            for (var name : sent) {
                if (files.containsKey(name)) {
                    zip.file(name, files.get(name));
                } else {
                    zip.deleted(name);
                }
            }
            var said = client.ask("/msync/uploadChanges", key, zip.bytes());
            assertThat(said.status()).isEqualTo(200);
            var data = Json.parse(said.body()).path("data");
            assertThat(data.path(0).intValue()).isEqualTo(sent.size());
            if (lastUsn + sent.size() == data.path(1).longValue()) {
                lastUsn = data.path(1).longValue();
            }
            sent.forEach(pending::remove);
        }
        return moved;
    }

    private JsonNode data(String method, String json) {
        var said = client.ask("/msync/" + method, key, json);
        assertThat(said.status()).isEqualTo(200);
        assertThat(Json.parse(said.body()).path("err").stringValue()).isEmpty();
        return Json.parse(said.body()).path("data");
    }
}
