package lectern.wire;

import java.util.List;
import java.util.Optional;

/// What came back over the wire.
public record Reply(int status, List<Header> headers, String body) {
    public Reply {
        headers = List.copyOf(headers);
    }

    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    public List<String> headers(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }
}
