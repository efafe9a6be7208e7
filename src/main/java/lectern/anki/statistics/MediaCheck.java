package lectern.anki.statistics;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import lectern.account.Account;
import lectern.anki.collection.Collections;
import lectern.anki.media.MediaChange;
import lectern.anki.media.MediaIndex;
import lectern.anki.schema.MediaReferences;
import lectern.anki.schema.NoteTypes;
import lectern.db.Row;
import lectern.db.Tx;

/// Finds the files that no note uses and the notes whose files are missing, by the rules of Anki's own check. It goes
/// through all notes and all names once, and remembers eight bytes of each name.
public final class MediaCheck {
    private static final int PAGE = 1000;
    private static final int SOME = 200;

    /// Templates and style sheets use files of such names, and only of such.
    private static final String FOR_TEMPLATES = "_";

    private static final String SEPARATOR = "\u001f";
    private static final String NOTES = "select id, mid, flds from notes order by id";

    private final Collections collections;
    private final MediaIndex index;

    public MediaCheck(Collections collections, MediaIndex index) {
        this.collections = collections;
        this.index = index;
    }

    public MediaReport of(Account account) throws IOException {
        var names = new MediaNames();
        eachFile(account, names::add);
        names.sort();
        var missing = new Finding<MediaReport.Missing>();
        collections.study(account.id(), tx -> look(tx, names, missing));
        var unused = new Finding<String>();
        eachFile(account, file -> {
            if (!file.startsWith(FOR_TEMPLATES) && !names.isUsed(file)) {
                unused.add(file);
            }
        });
        return new MediaReport(index.files(account), index.bytes(account), unused.found(), missing.found());
    }

    private void eachFile(Account account, Consumer<String> names) {
        List<MediaChange> page;
        long after = 0;
        do {
            page = index.changes(account, after, PAGE);
            page.stream()
                    .filter(change -> change.sha1().isPresent())
                    .forEach(change -> names.accept(change.name().value()));
            after = page.isEmpty() ? after : page.getLast().usn();
        } while (page.size() == PAGE);
    }

    private static Finding<MediaReport.Missing> look(Tx tx, MediaNames names, Finding<MediaReport.Missing> missing) {
        Map<Long, Boolean> svg = new HashMap<>();
        new NoteTypes(tx).all().forEach(type -> svg.put(type.id(), type.drawsLatexAsSvg()));
        tx.each(NOTES, row -> lookAt(row, svg.getOrDefault(row.whole("mid"), false), names, missing));
        return missing;
    }

    private static void lookAt(Row note, boolean latexAsSvg, MediaNames names, Finding<MediaReport.Missing> missing) {
        Set<String> told = new HashSet<>();
        for (var field : note.text("flds").split(SEPARATOR, -1)) {
            MediaReferences.find(field, latexAsSvg, name -> {
                if (!names.use(name) && !names.use(unescaped(name)) && told.add(name)) {
                    missing.add(new MediaReport.Missing(note.whole("id"), name));
                }
            });
        }
    }

    /// People and add-ons write `a%20b.jpg` for `a b.jpg`, which browsers understand.
    private static String unescaped(String name) {
        if (name.indexOf('%') < 0) {
            return name;
        }
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return name; // a percent sign that is only that
        }
    }

    private static final class Finding<T> {
        private final List<T> some = new ArrayList<>();
        private long count;

        void add(T one) {
            count++;
            if (some.size() < SOME) {
                some.add(one);
            }
        }

        MediaReport.Found<T> found() {
            return new MediaReport.Found<>(count, some);
        }
    }
}
