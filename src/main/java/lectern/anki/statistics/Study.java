package lectern.anki.statistics;

import java.time.Instant;

import lectern.anki.schema.StudyDay;

/// A collection as its owner would find it on opening it at that moment.
///
/// @param at when it was looked at
public record Study(
        Instant at, StudyDay today, long notes, CardCounts cards, DeckTree decks, Forecast forecast, Reviews reviews) {}
