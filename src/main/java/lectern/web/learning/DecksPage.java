package lectern.web.learning;

import java.util.Optional;

import lectern.anki.statistics.DeckTree;

/// All decks and what is due in them.
record DecksPage(Optional<DeckTree> tree) {
    private static final int DEEPEST = 6;

    /// The class that moves a name to the right.
    String indent(DeckTree.Node node) {
        return "in" + Math.min(node.depth(), DEEPEST);
    }
}
