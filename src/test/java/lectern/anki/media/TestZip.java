package lectern.anki.media;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import lectern.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Zips as clients make and read them.
public final class TestZip {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);
    private final List<String> meta = new ArrayList<>();

    /// As clients do it: numbered, not compressed.
    public TestZip file(String name, byte[] content) {
        var entry = Integer.toString(meta.size());
        return line(name, "\"" + entry + "\"").stored(entry, content);
    }

    public TestZip file(String name, String content) {
        return file(name, content.getBytes(UTF_8));
    }

    public TestZip deflated(String name, byte[] content) {
        var number = Integer.toString(meta.size());
        return line(name, "\"" + number + "\"").entry(new ZipEntry(number), content);
    }

    public TestZip deleted(String name) {
        return line(name, "null");
    }

    public TestZip line(String name, String entry) {
        meta.add("[" + Json.array().add(name).get(0) + "," + entry + "]");
        return this;
    }

    public TestZip stored(String name, byte[] content) {
        var entry = new ZipEntry(name);
        var crc32 = new CRC32();
        crc32.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc32.getValue());
        return entry(entry, content);
    }

    private TestZip entry(ZipEntry entry, byte[] content) {
        try {
            zip.putNextEntry(entry);
            zip.write(content);
            zip.closeEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] bytes() {
        return bytes("[" + String.join(",", meta) + "]");
    }

    public byte[] bytes(String metaText) {
        return stored("_meta", metaText.getBytes(UTF_8)).withoutMeta();
    }

    public byte[] withoutMeta() {
        try {
            zip.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The entries of a zip, in order.
    public static SequencedMap<String, byte[]> entries(byte[] bytes) {
        var entries = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getMethod() != ZipEntry.STORED) {
                    throw new AssertionError(entry + " is compressed");
                }
                entries.put(entry.getName(), zip.readAllBytes());
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `0=content`, and the last is `_meta`.
    public static List<String> texts(byte[] bytes) {
        return entries(bytes).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + new String(entry.getValue(), UTF_8))
                .toList();
    }
}
