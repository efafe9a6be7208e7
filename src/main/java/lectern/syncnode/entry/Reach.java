package lectern.syncnode.entry;

import java.util.List;

import lectern.account.Caller;
import lectern.account.Scope;

/// Which stores a credential reaches. One that is limited to prefixes reaches own stores only.
record Reach(boolean everything, List<Scope.Prefix> prefixes) {
    static Reach of(Caller caller) {
        return switch (caller.via().scope()) {
            case Scope.Everything() -> new Reach(true, List.of());
            case Scope.Store(var prefixes) -> new Reach(prefixes.isEmpty(), prefixes);
            case Scope.Reading(), Scope.Anki(), Scope.Dav() -> new Reach(false, List.of());
        };
    }

    boolean reads(StoreName name, boolean own) {
        return everything
                || (own && prefixes.stream().anyMatch(prefix -> name.value().startsWith(prefix.value())));
    }

    boolean writes(StoreName name, boolean own) {
        return everything
                || (own
                        && prefixes.stream()
                                .anyMatch(prefix ->
                                        prefix.writable() && name.value().startsWith(prefix.value())));
    }
}
