package lectern.web.learning;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import lectern.anki.collection.Snapshot;
import lectern.anki.statistics.Comparison;
import lectern.anki.statistics.Comparison.Difference;
import lectern.anki.statistics.Comparison.Example;
import lectern.web.page.Visit;

/// What would change if a snapshot came back, before it does.
///
/// @param comparison empty when there is no collection to compare with, or it cannot be read
record RestorePage(Snapshot snapshot, Optional<Comparison> comparison) {

    /// One kind of thing.
    record Row(String name, Difference difference) {}

    List<Row> rows(Visit visit) {
        return comparison
                .map(found -> List.of(
                        new Row(visit.say("learning.kind.notes"), found.notes()),
                        new Row(visit.say("learning.kind.cards"), found.cards()),
                        new Row(visit.say("learning.kind.reviews"), found.reviews()),
                        new Row(visit.say("learning.kind.decks"), found.decks()),
                        new Row(visit.say("learning.kind.note-types"), found.noteTypes())))
                .orElse(List.of());
    }

    String change(Visit visit, Example example) {
        return visit.say("learning.change." + example.change().name().toLowerCase(Locale.ROOT));
    }
}
