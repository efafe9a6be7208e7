package lectern.anki.collection;

import java.time.Instant;

/// A collection as it was.
///
/// @param name by which it is restored: it begins with the time, so that names sort by age
/// @param at when it was kept
public record Snapshot(String name, Instant at, Reason reason, long bytes) {
    /// Why it was kept.
    public enum Reason {
        UPLOAD("before an upload replaced it"),
        DELETION("before a sync that deleted many notes"),
        CHANGE("because it had changed"),
        RESTORE("before another snapshot was restored"),
        RESET("before it was emptied"),
        IMPORT("before another was imported"),
        WISH("because somebody wanted it");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
