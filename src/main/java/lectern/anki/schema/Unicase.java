package lectern.anki.schema;

import lectern.account.CaseFolding;
import lectern.db.Collation;

/// How collection files order the names of note types, fields, templates, decks, presets and tags. Their unique indexes
/// are sorted by it, and a client refuses a file whose index it would have sorted differently; so it follows a frozen
/// table, as theirs does.
public final class Unicase {
    /// Every connection to a collection needs it.
    public static final Collation COLLATION = new Collation("unicase", CaseFolding.ORDER);

    private Unicase() {}
}
