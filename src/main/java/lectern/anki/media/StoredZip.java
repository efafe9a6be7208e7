package lectern.anki.media;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import lectern.blob.BlobStore;
import lectern.json.Json;

/// Files as they travel to a client: entries `0`, `1` and so on, not compressed, and `_meta`, which says how each
/// is called. How long it gets is known beforehand, and nothing is held in memory that is not already.
record StoredZip(List<MediaFile> files, BlobStore blobs) {
    private static final String META = "_meta";

    /// Of the format: <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>, 4.3.7, 4.3.12 and 4.3.16.
    private static final int LOCAL_HEADER = 30;

    private static final int CENTRAL_HEADER = 46;
    private static final int END = 22;

    /// No client looks at it. The earliest time of the format would make the JDK add a second one to every entry.
    private static final LocalDateTime ANY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    StoredZip {
        files = List.copyOf(files);
    }

    long length() {
        long length = entry(META, meta().length) + END;
        for (int i = 0; i < files.size(); i++) {
            length += entry(Integer.toString(i), files.get(i).fingerprint().size());
        }
        return length;
    }

    private static long entry(String name, long size) {
        return LOCAL_HEADER + name.length() + size + CENTRAL_HEADER + name.length();
    }

    void writeTo(OutputStream out) throws IOException {
        try (var zip = new ZipOutputStream(out)) {
            for (int i = 0; i < files.size(); i++) {
                var file = files.get(i).fingerprint();
                begin(zip, Integer.toString(i), file.size(), file.crc32());
                write(zip, files.get(i).bytes());
                zip.closeEntry(); // throws when the bytes are not those that were hashed once
            }
            var meta = meta();
            var crc32 = new CRC32();
            crc32.update(meta);
            begin(zip, META, meta.length, crc32.getValue());
            zip.write(meta);
        }
    }

    private static void begin(ZipOutputStream zip, String name, long size, long crc32) throws IOException {
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(size);
        entry.setCrc(crc32);
        entry.setTimeLocal(ANY_TIME);
        zip.putNextEntry(entry);
    }

    private void write(ZipOutputStream zip, MediaBytes bytes) throws IOException {
        switch (bytes) {
            case MediaBytes.InRow(var inRow) -> zip.write(inRow);
            case MediaBytes.InBlob(var id) -> {
                try (var blob = blobs.open(id)) {
                    blob.transferTo(zip);
                }
            }
        }
    }

    private byte[] meta() {
        var names = Json.object();
        for (int i = 0; i < files.size(); i++) {
            names.put(Integer.toString(i), files.get(i).name().value());
        }
        return Json.write(names);
    }
}
