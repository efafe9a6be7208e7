package lectern.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import tools.jackson.databind.JsonNode;

import lectern.e2e.anki.engine.AnkiDevice;
import lectern.e2e.anki.recorded.Recorded;
import lectern.e2e.anki.recorded.Recorder;
import lectern.json.Json;

/// What two real devices asked, to be asked again on other accounts as fast as the server answers.
///
/// @param upload a collection of few notes
/// @param largeUpload one of many
/// @param sending a sync that brings new notes
/// @param receiving the sync of the other device, which takes them
/// @param sendingMedia the same for small files
record AnkiTraffic(
        Recorded upload,
        Recorded largeUpload,
        Recorded download,
        List<Recorded> sending,
        List<Recorded> receiving,
        List<Recorded> sendingMedia,
        List<Recorded> receivingMedia) {
    private static final int FEW = 1000;
    private static final int SMALL_FILE = 2000;

    static AnkiTraffic record(Path folder, URI server, String name, String password, AnkiBench.Size size) {
        try (var recorder = Recorder.before(server);
                var large = AnkiDevice.open(folder.resolve("large"));
                var desktop = AnkiDevice.open(folder.resolve("desktop"));
                var phone = AnkiDevice.open(folder.resolve("phone"))) {
            for (var device : List.of(large, desktop, phone)) {
                device.login(recorder.address(), name, password);
            }
            large.edits().addNotes(size.notes(), "Default", "large");
            large.upload();
            desktop.edits().addNotes(FEW, "Default", "first");
            desktop.upload();
            phone.download();
            desktop.edits().addNotes(size.newNotes(), "Default", "new");
            desktop.edits().addMedia(size.files(), SMALL_FILE, "file", 1);
            int before = recorder.requests().size();
            desktop.sync();
            int sent = recorder.requests().size();
            phone.sync();
            int received = recorder.requests().size();
            desktop.syncMedia();
            int sentMedia = recorder.requests().size();
            phone.syncMedia();
            var all = recorder.requests();
            return new AnkiTraffic(
                    last(all, "/upload"),
                    first(all, "/upload"),
                    first(all, "/download"),
                    all.subList(before, sent),
                    all.subList(sent, received),
                    all.subList(received, sentMedia),
                    all.subList(sentMedia, all.size()));
        }
    }

    /// The rows that are brought.
    PlainCollection.Rows rows() {
        return PlainCollection.Rows.of(sending.stream()
                .filter(request -> request.path().endsWith("/applyChunk"))
                .map(request -> parsed(request).path("chunk"))
                .toList());
    }

    /// What the sync of the other device began with.
    long receivingSince() {
        return parsed(first(receiving, "/start")).path("minUsn").asLong();
    }

    private static JsonNode parsed(Recorded request) {
        return Json.parse(request.payload());
    }

    private static Recorded first(List<Recorded> requests, String method) {
        return requests.stream()
                .filter(request -> request.path().endsWith(method))
                .findFirst()
                .orElseThrow();
    }

    private static Recorded last(List<Recorded> requests, String method) {
        return first(requests.reversed(), method);
    }
}
