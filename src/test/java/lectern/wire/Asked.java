package lectern.wire;

import java.util.List;

/// What is sent, byte for byte but for the headers that frame it.
public record Asked(String method, String target, List<Header> headers, String body) {
    public Asked {
        headers = List.copyOf(headers);
    }

    public String path() {
        return target.replaceAll("\\?.*", "");
    }
}
