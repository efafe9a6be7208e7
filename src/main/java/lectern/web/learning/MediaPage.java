package lectern.web.learning;

import lectern.anki.statistics.MediaReport;

/// The files of the collection, and which of them are too many or too few.
record MediaPage(MediaReport report) {}
