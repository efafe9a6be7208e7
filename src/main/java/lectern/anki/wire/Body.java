package lectern.anki.wire;

/// What a method is sent.
public enum Body {
    /// A short object, from somebody unknown.
    LOGIN,
    /// The object `{"v":client version}`, which multipart clients write as a field of their form instead.
    BEGIN,
    OBJECT,
    /// An object of many rows, which are looked at one by one as they come.
    ROWS,
    /// Bytes that are not held in memory.
    FILE
}
