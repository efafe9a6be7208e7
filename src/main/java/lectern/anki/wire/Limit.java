package lectern.anki.wire;

/// What can be too large, and the setting that says from where on.
public enum Limit {
    /// What goes over the wire.
    COMPRESSED("anki.limits.compressed"),
    /// What comes out of it.
    DECOMPRESSED("anki.limits.decompressed"),
    /// The file of a collection.
    STORED("anki.limits.stored"),
    /// A JSON object, which is held in memory.
    OBJECT("anki.limits.object");

    private final String setting;

    Limit(String setting) {
        this.setting = setting;
    }

    public String setting() {
        return setting;
    }
}
