package lectern.anki.collection;

/// Who wins when an object that comes in is already there.
public enum Merge {
    /// Whatever was changed on one side only is accepted, and what was changed on both sides within the same second
    /// is the same on both afterwards.
    CONVERGING,
    /// As the official server decides, to find out whether a report is about the difference: devices with a slow
    /// clock lose changes, and changes within the same second stay different.
    OFFICIAL
}
