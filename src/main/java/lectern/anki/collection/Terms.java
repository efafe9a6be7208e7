package lectern.anki.collection;

/// What the two sides of a sync know since `start`.
///
/// @param usn stamped on everything that is accepted: what the client sends may carry an older number, when another
///   device finished a sync in between
/// @param since what is stamped with this or more is new to the client
/// @param clientIsNewer its collection changed last, so its configuration counts
/// @param merge who wins when both sides changed the same
record Terms(int usn, int since, boolean clientIsNewer, Merge merge) {
    /// For what the server itself changes while it merges: the client hears of it in its next sync.
    int nextUsn() {
        return usn + 1;
    }

    /// Whether a note type, deck or preset replaces the one that is there, by when the two were changed. A client
    /// takes ours when both changed in the same second, so we keep it as well.
    boolean accepts(long sent, long stored, int storedUsn) {
        return switch (merge) {
            case CONVERGING -> storedUsn < since || stored < sent;
            case OFFICIAL -> stored <= sent;
        };
    }
}
