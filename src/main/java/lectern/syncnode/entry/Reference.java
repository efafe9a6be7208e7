package lectern.syncnode.entry;

/// How a request says which store it means.
public sealed interface Reference {
    /// The store of that name in the caller's own namespace; else the one that others share under that name, where
    /// [EntrySettings#sharedNames] lets it be found; else none, and a put creates it.
    record Named(StoreName name) implements Reference {}

    /// The same without what others share.
    record Own(StoreName name) implements Reference {}

    /// That store, if the caller has any permission. Creates nothing.
    record At(Address address) implements Reference {}
}
