package lectern.anki.schema;

import java.util.List;
import java.util.Optional;

import lectern.db.Tx;

/// The names of tags that a collection knows; which notes have them stands in the notes.
public final class Tags {
    private static final String SINCE = "select tag from tags where usn >= ? order by tag";
    private static final String FIND = "select tag from tags where tag = ?";
    private static final String ADD = "insert into tags (tag, usn, collapsed, config) values (?, ?, true, null)";

    private final Tx tx;

    public Tags(Tx tx) {
        this.tx = tx;
    }

    /// Those added in the sync with this number, or later.
    public List<String> since(int usn) {
        return tx.list(SINCE, row -> row.text("tag"), usn);
    }

    /// Adds it, in the spelling that its parents have already, unless there is one that differs in case only: that
    /// stays as it is.
    public void add(String written, int usn) {
        var tag = belowKnownParents(Names.tag(written));
        if (find(tag).isEmpty()) {
            tx.update(ADD, tag, usn);
        }
    }

    private String belowKnownParents(String tag) {
        for (int end = tag.lastIndexOf("::"); end > 0; end = tag.lastIndexOf("::", end - 1)) {
            var parent = find(tag.substring(0, end));
            if (parent.isPresent()) {
                return parent.get() + tag.substring(end);
            }
        }
        return tag;
    }

    private Optional<String> find(String tag) {
        return tx.one(FIND, row -> row.text("tag"), tag);
    }
}
