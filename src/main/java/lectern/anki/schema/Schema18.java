package lectern.anki.schema;

import lectern.db.Tx;

/// What the tables of a collection hold that also travels as JSON.
public record Schema18(NoteTypes noteTypes, Decks decks, DeckOptions deckOptions, Tags tags, ConfigEntries config) {
    public Schema18(Tx tx) {
        this(new NoteTypes(tx), new Decks(tx), new DeckOptions(tx), new Tags(tx), new ConfigEntries(tx));
    }
}
