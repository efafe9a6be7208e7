package lectern.e2e.anki.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.CRC32;

import lectern.account.CaseFolding;

import static java.util.Map.entry;

/// Everything that a sync carries, row by row, and nothing that is a device's own: what devices of one account must
/// agree on once they are in step.
///
/// @param rows by table, and the files by `media`; each row written as text
public record Content(Map<String, List<String>> rows) {
    private static final String IN_DETAIL = " in detail";

    /// What a row is.
    private static final Map<String, String> TABLES = Map.ofEntries(
            entry("col", "select crt, scm from col"),
            entry("notes", "select id, guid, mid, mod, tags, flds, sfld, csum, flags, data from notes order by id"),
            entry(
                    "cards",
                    "select id, nid, did, ord, mod, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags"
                            + " from cards order by id"),
            entry("cards" + IN_DETAIL, "select id, data from cards order by id"),
            entry("revlog", "select id, cid, ease, ivl, lastIvl, factor, time, type from revlog order by id"),
            entry("config", "select KEY, cast(val as text) from config order by KEY"),
            entry("decks", "select id, name, mtime_secs from decks order by id"),
            entry("deck_config", "select id, name, mtime_secs from deck_config order by id"),
            entry("notetypes", "select id, name, mtime_secs from notetypes order by id"),
            entry("fields", "select ntid, ord, name from fields order by ntid, ord"),
            entry("templates", "select ntid, ord, name from templates order by ntid, ord"));

    /// The tables of Anki's objects, and what each object is beside its name, as protobuf in hexadecimal.
    private static final Map<String, String> OBJECTS = Map.of(
            "decks", "select id, hex(common), hex(kind) from decks order by id",
            "deck_config", "select id, hex(config) from deck_config order by id",
            "notetypes", "select id, hex(config) from notetypes order by id",
            "fields", "select ntid || '-' || ord, hex(config) from fields order by ntid, ord",
            "templates", "select ntid || '-' || ord, hex(config) from templates order by ntid, ord");

    private static final int MOST_DIFFERENCES = 20;

    static Content of(AnkiDevice device) {
        var rows = new LinkedHashMap<String, List<String>>();
        TABLES.forEach((table, query) -> rows.put(table, rows(device, query)));
        OBJECTS.forEach((table, query) -> rows.put(table + IN_DETAIL, objects(device, query)));
        rows.put("tags", tags(device));
        rows.put("media", media(device.mediaFolder()));
        return new Content(rows);
    }

    /// For the server's collection file, beside which no media lie.
    public Content withoutMedia() {
        return without("media");
    }

    /// For engines of two versions: what one keeps in members of its own, the other keeps among those it doesn't know,
    /// and of a card's data 2.1.66 drops what it doesn't know.
    public Content withoutDetails() {
        var others = new LinkedHashMap<>(rows);
        others.keySet().removeIf(table -> table.endsWith(IN_DETAIL));
        return new Content(others);
    }

    public Content without(String table) {
        var others = new LinkedHashMap<>(rows);
        others.remove(table);
        return new Content(others);
    }

    public int count(String table) {
        return rows.getOrDefault(table, List.of()).size();
    }

    /// What stands in one of the two only, so that a failed test says more than that they differ.
    public List<String> differences(Content other) {
        var differences = new ArrayList<String>();
        for (var table : rows.keySet()) {
            var here = new TreeSet<>(rows.getOrDefault(table, List.of()));
            var there = new TreeSet<>(other.rows.getOrDefault(table, List.of()));
            var common = new TreeSet<>(here);
            common.retainAll(there);
            here.removeAll(common);
            there.removeAll(common);
            here.forEach(row -> differences.add(table + " of the first only: " + row));
            there.forEach(row -> differences.add(table + " of the second only: " + row));
        }
        return differences.subList(0, Math.min(MOST_DIFFERENCES, differences.size()));
    }

    private static List<String> rows(AnkiDevice device, String query) {
        var rows = new ArrayList<String>();
        device.query(query).forEach(row -> rows.add(row.toString()));
        return rows;
    }

    private static List<String> objects(AnkiDevice device, String query) {
        var rows = new ArrayList<String>();
        for (var row : device.query(query)) {
            var values = new ArrayList<String>();
            values.add(row.get(0).asString());
            for (int column = 1; column < row.size(); column++) {
                values.add(ObjectBlob.described(
                        HexFormat.of().parseHex(row.get(column).asString())));
            }
            rows.add(values.toString());
        }
        return rows;
    }

    /// Of a tag that came in two spellings each device keeps its own.
    private static List<String> tags(AnkiDevice device) {
        return rows(device, "select tag from tags").stream()
                .map(CaseFolding::fold)
                .sorted()
                .toList();
    }

    private static List<String> media(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(Content::described)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String described(Path file) {
        try {
            var bytes = Files.readAllBytes(file);
            var sum = new CRC32();
            sum.update(bytes);
            return "%s %d %08x".formatted(file.getFileName(), bytes.length, sum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
