package lectern.anki.statistics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import lectern.account.AccountId;
import lectern.anki.collection.Collections;
import lectern.anki.schema.PlainText;
import lectern.anki.statistics.Comparison.Change;
import lectern.anki.statistics.Comparison.Difference;
import lectern.anki.statistics.Comparison.Example;
import lectern.db.Row;
import lectern.db.Tx;

/// Compares a collection with a snapshot of it, row by row in the order of their ids, some rows at a time. What only
/// says when something was changed or synced is no difference.
public final class Comparing {
    private static final int PAGE = 500;
    private static final int EXAMPLES = 5;
    private static final int LONGEST_TEXT = 100;

    private static final String NOTES = """
            select id, mid || x'1f' || tags || x'1f' || flds as content,
                substr(flds, 1, instr(flds || x'1f', x'1f') - 1) as label
            from notes where id > ? order by id limit ?
            """;

    private static final String CARDS = """
            select id, nid || ' ' || did || ' ' || ord || ' ' || type || ' ' || queue || ' ' || due || ' ' || ivl || ' '
                    || factor || ' ' || reps || ' ' || lapses || ' ' || odue || ' ' || odid || ' ' || flags as content,
                '' as label
            from cards where id > ? order by id limit ?
            """;

    private static final String REVIEWS = """
            select id, '' as content, '' as label from revlog where id > ? order by id limit ?
            """;

    /// What was studied on the last day stands among what all decks have, and makes no other deck.
    private static final String DECKS = """
            select id, name || hex(kind) as content, replace(name, x'1f', '::') as label
            from decks where id > ? order by id limit ?
            """;

    private static final String NOTE_TYPES = """
            select id, name as label, name || hex(config)
                    || ifnull((select group_concat(name || hex(config), x'1f') from
                        (select name, config from fields where ntid = notetypes.id order by ord)), '')
                    || ifnull((select group_concat(name || hex(config), x'1f') from
                        (select name, config from templates where ntid = notetypes.id order by ord)), '') as content
            from notetypes where id > ? order by id limit ?
            """;

    private final Collections collections;

    public Comparing(Collections collections) {
        this.collections = collections;
    }

    /// Empty when there is no such snapshot, or no collection.
    public Optional<Comparison> withSnapshot(AccountId account, String snapshot) throws IOException {
        return collections.studyBeside(
                account,
                snapshot,
                (now, then) -> new Comparison(
                        difference(NOTES, now, then),
                        difference(CARDS, now, then),
                        difference(REVIEWS, now, then),
                        difference(DECKS, now, then),
                        difference(NOTE_TYPES, now, then)));
    }

    private record Line(long id, String content, String label) {
        static Line of(Row row) {
            return new Line(row.whole("id"), row.text("content"), row.text("label"));
        }
    }

    private static Difference difference(String sql, Tx now, Tx then) {
        var found = new Findings();
        var present = new Lines(sql, now);
        var kept = new Lines(sql, then);
        var one = present.next();
        var other = kept.next();
        while (one.isPresent() || other.isPresent()) {
            long here = one.map(Line::id).orElse(Long.MAX_VALUE);
            long there = other.map(Line::id).orElse(Long.MAX_VALUE);
            if (here < there) {
                found.add(Change.REMOVED, one.orElseThrow());
            } else if (there < here) {
                found.add(Change.ADDED, other.orElseThrow());
            } else if (!one.map(Line::content).equals(other.map(Line::content))) {
                found.add(Change.CHANGED, one.orElseThrow());
            }
            one = here <= there ? present.next() : one;
            other = there <= here ? kept.next() : other;
        }
        return found.difference();
    }

    /// The rows of one side, a page at a time.
    private static final class Lines {
        private final String sql;
        private final Tx tx;
        private Iterator<Line> page = List.<Line>of().iterator();
        private long last = Long.MIN_VALUE;

        Lines(String sql, Tx tx) {
            this.sql = sql;
            this.tx = tx;
        }

        Optional<Line> next() {
            if (!page.hasNext()) {
                page = tx.list(sql, Line::of, last, PAGE).iterator();
            }
            if (!page.hasNext()) {
                return Optional.empty();
            }
            var line = page.next();
            last = line.id();
            return Optional.of(line);
        }
    }

    private static final class Findings {
        private final Map<Change, Long> counts = new EnumMap<>(Change.class);
        private final List<Example> examples = new ArrayList<>();

        void add(Change change, Line line) {
            long count = counts.merge(change, 1L, Long::sum);
            if (count <= EXAMPLES && !line.label().isEmpty()) {
                examples.add(
                        new Example(change, shortened(PlainText.of(line.label()).strip())));
            }
        }

        private static String shortened(String text) {
            return text.codePointCount(0, text.length()) <= LONGEST_TEXT
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT - 1)) + '…';
        }

        Difference difference() {
            return new Difference(
                    counts.getOrDefault(Change.ADDED, 0L),
                    counts.getOrDefault(Change.CHANGED, 0L),
                    counts.getOrDefault(Change.REMOVED, 0L),
                    examples);
        }
    }
}
