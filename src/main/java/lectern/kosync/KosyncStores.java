package lectern.kosync;

/// Everything this protocol keeps.
public record KosyncStores(
        ProgressStore progress, Books books, History history, Links links, PreferenceStore preferences) {}
