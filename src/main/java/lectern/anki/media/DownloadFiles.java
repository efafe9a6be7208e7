package lectern.anki.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import lectern.account.Account;
import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Payload;
import lectern.anki.wire.Refusal;
import lectern.anki.wire.SyncRequest;
import lectern.blob.BlobStore;

/// Sends files, from the first that was asked for on, as many as make a zip of reasonable size. The client asks
/// again for the rest, so it has to be at least one.
final class DownloadFiles {
    private static final Logger LOG = LoggerFactory.getLogger(DownloadFiles.class);

    /// Bytes; where the official server stops, too. It bounds what lies in memory, since small files come from
    /// rows.
    private static final long ENOUGH = 2_621_440;

    /// Names, of which clients send 25.
    private static final int MOST = 1000;

    private final MediaIndex index;
    private final BlobStore blobs;

    DownloadFiles(MediaIndex index, BlobStore blobs) {
        this.index = index;
        this.blobs = blobs;
    }

    Payload answer(Account account, SyncRequest request) throws IOException {
        var asked = request.json().path("files");
        if (!asked.isArray()) {
            throw Media.malformed("files is not a list");
        }
        var files = readable(account, index.find(account, names(asked), ENOUGH));
        if (files.isEmpty() && !asked.isEmpty()) {
            throw new Refusal(new AnkiError.OutOfTurn("a media file that was asked for is no longer there"));
        }
        request.count("files", files.size());
        var zip = new StoredZip(files, blobs);
        return Payload.stream(zip.length(), zip::writeTo);
    }

    /// From the first on, as far as they are names: anything else was never there.
    private static List<MediaName> names(JsonNode asked) {
        var names = new ArrayList<MediaName>();
        for (var name : asked) {
            if (!name.isString()) {
                throw Media.malformed("a media name that is not text");
            }
            if (names.size() == MOST
                    || MediaName.reasonAgainst(name.stringValue()).isPresent()) {
                break;
            }
            names.add(new MediaName(name.stringValue()));
        }
        return names;
    }

    private List<MediaFile> readable(Account account, List<MediaFile> files) {
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).bytes() instanceof MediaBytes.InBlob(var blob) && !blobs.has(blob)) {
                LOG.error(
                        "a media file of account {} is in the index, and its blob {} is not on the disk; was a backup"
                                + " restored without the folder blobs?",
                        account.id(),
                        blob);
                return files.subList(0, i);
            }
        }
        return files;
    }
}
