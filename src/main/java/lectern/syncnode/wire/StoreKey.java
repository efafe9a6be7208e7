package lectern.syncnode.wire;

import lectern.http.Faulted;
import lectern.http.Request;
import lectern.syncnode.entry.Address;
import lectern.syncnode.entry.Reference;
import lectern.syncnode.entry.StoreName;

/// Which store a request is about. In a path, the key is everything behind `/store/` or its like, decoded once and
/// changed in nothing else: `a/b` and `a%2Fb` are one key, `a` and `a/` are two.
public final class StoreKey {
    private StoreKey() {}

    public static Reference of(Request request) {
        return of(
                decoded(request), request.query("owner").filter("self"::equals).isPresent());
    }

    private static String decoded(Request request) {
        try {
            return request.parameter("key");
        } catch (Faulted _) {
            throw new Refusal(new SyncNodeError.BadKey("A key in an address is UTF-8, with % before two hex digits."));
        }
    }

    /// The same where a key stands in a body.
    ///
    /// @param own what others share under that name is not meant
    public static Reference of(String key, boolean own) {
        var address = Address.parse(key);
        if (address.isPresent()) {
            return new Reference.At(address.get());
        }
        if (StoreName.tooLong(key)) {
            throw new Refusal(new SyncNodeError.UriTooLong());
        }
        StoreName.problem(key).ifPresent(problem -> {
            throw new Refusal(new SyncNodeError.BadKey(problem));
        });
        var name = new StoreName(key);
        return own ? new Reference.Own(name) : new Reference.Named(name);
    }
}
