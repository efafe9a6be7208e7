package lectern.syncnode.wire;

import java.time.Instant;
import java.util.Optional;

import lectern.http.Response;

/// The version of a store that a refused write should have named: whoever may read it need not ask for it.
public record Current(String token, Optional<String> meta, Instant modified) {

    Response headersOn(Response response) {
        var named = response.with("X-Sync-Token", token)
                .with("ETag", '"' + token + '"')
                .with("Last-Modified", HttpDate.text(modified));
        return meta.map(text -> named.with("X-Sync-Meta", text)).orElse(named);
    }
}
