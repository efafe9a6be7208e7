package lectern.syncnode.wire;

import lectern.http.Response;
import lectern.syncnode.entry.Entry;
import lectern.syncnode.entry.Token;

/// What headers say about one version of a store.
public final class VersionHeaders {
    private VersionHeaders() {}

    /// Which version it is, and since when.
    public static Response naming(Entry entry, Response response) {
        return response.with("X-Sync-Token", entry.token().value())
                .with("ETag", tag(entry.token()))
                .with("Last-Modified", HttpDate.text(entry.modified()));
    }

    /// What the store is to the caller: a careful client sees by it that it is not the own one it meant.
    public static Response standing(Entry entry, Response response) {
        var told = response.with("X-Sync-Permission", entry.permission().name())
                .with("X-Sync-Address", entry.address().text());
        return entry.own()
                ? told
                : entry.owner()
                        .map(owner -> told.with("X-Sync-Owner", HeaderText.of(owner.value())))
                        .orElse(told);
    }

    public static Response meta(Entry entry, Response response) {
        return entry.properties()
                .meta()
                .map(meta -> response.with("X-Sync-Meta", meta))
                .orElse(response);
    }

    /// Of the bytes as they are stored.
    public static Response digest(Entry entry, Response response) {
        return response.with("Repr-Digest", Digests.text(entry.properties().sha256()));
    }

    public static String tag(Token token) {
        return '"' + token.value() + '"';
    }
}
