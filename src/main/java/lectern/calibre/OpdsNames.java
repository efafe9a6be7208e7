package lectern.calibre;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

/// The names a book may have on a device that downloaded it from a catalogue (OPDS). KOReader puts them together as
/// `<author> - <title>.<extension>` and then replaces what it takes to be dangerous; catalogues differ in whom they
/// call the author, and releases of KOReader in what they replace.
final class OpdsNames {
    /// KOReader cuts the name without its extension here, `util.getSafeFilename`.
    private static final int MOST_BYTES = 240;

    private static final Pattern DANGEROUS = Pattern.compile("[\\\\/:*?\"<>|]");
    private static final Pattern DANGEROUS_AND_COMMA = Pattern.compile("[\\\\,/:*?\"<>|]");
    private static final Pattern DOTS_AND_SPACES_AT_THE_END = Pattern.compile("[.\\s]+\\z");
    private static final Pattern BREAKS = Pattern.compile("\r?\n|\t");

    private OpdsNames() {}

    static Set<String> of(String title, List<String> authors, String format) {
        var extension = "." + format.toLowerCase(Locale.ROOT);
        var names = new LinkedHashSet<String>();
        for (var author : authorsAsCataloguesTellThem(authors)) {
            var name = author + " - " + title;
            names.add(name + extension); // what ko-sync-fastapi looked for
            names.add(replaced(cut(replaced(name))) + extension); // KOReader from v2025.08
            names.add(cut(name).replace('/', '_') + extension); // before that, on file systems that allow the rest
            names.add(DANGEROUS_AND_COMMA.matcher(cut(name)).replaceAll("_") + extension); // and on FAT and Android
        }
        return names;
    }

    private static Set<String> authorsAsCataloguesTellThem(List<String> authors) {
        if (authors.isEmpty()) {
            return new LinkedHashSet<>(List.of("Unknown", "Unknown Author")); // the latter when KOReader is told nobody
        }
        var told = new LinkedHashSet<String>();
        told.add(authors.getFirst());
        told.add(authors.stream().map(name -> name.replace("&", "&&")).collect(joining(" & "))); // Calibre's own server
        told.add(authors.getLast()); // Calibre-Web names each, and KOReader keeps the last
        return told;
    }

    private static String replaced(String name) {
        var harmless = DANGEROUS.matcher(name).replaceAll("_");
        return DOTS_AND_SPACES_AT_THE_END.matcher(harmless).replaceAll("");
    }

    private static String cut(String name) {
        var oneLine = BREAKS.matcher(name).replaceAll(" ");
        var bytes = oneLine.getBytes(UTF_8);
        if (bytes.length <= MOST_BYTES) {
            return oneLine;
        }
        int end = MOST_BYTES;
        while ((bytes[end] & 0xC0) == 0x80) { // a character that is cut in half goes altogether
            end--;
        }
        return new String(bytes, 0, end, UTF_8);
    }
}
