package lectern.anki.schema;

import java.time.Instant;
import java.time.LocalDate;

/// A day as a collection counts them: it begins some hours after midnight, where its owner is.
///
/// @param number since the collection was made; cards are due on such numbers
/// @param date on which it began
/// @param end when the next one begins
public record StudyDay(long number, LocalDate date, Instant end) {}
