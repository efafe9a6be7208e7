package lectern.web.learning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import lectern.anki.collection.Snapshot;
import lectern.http.Response;

/// A snapshot on its way to its owner: a file that Anki can open.
final class SnapshotFile {
    private static final String TYPE = "application/vnd.sqlite3";

    private SnapshotFile() {}

    static Response of(Path file, Snapshot snapshot) throws IOException {
        var channel = Files.newByteChannel(file, StandardOpenOption.READ);
        try {
            return Response.file(200, TYPE, channel, 0, channel.size())
                    .with("Content-Disposition", "attachment; filename=\"collection-" + snapshot.name() + ".anki2\"");
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
