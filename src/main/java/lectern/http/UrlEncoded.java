package lectern.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an HTML form without files sends: names with values, in order.
public final class UrlEncoded {
    private static final int MOST_FIELDS = 10_000;

    private final Map<String, List<String>> values = new HashMap<>();

    private UrlEncoded() {}

    public static UrlEncoded empty() {
        return new UrlEncoded();
    }

    static UrlEncoded parse(byte[] body) {
        var form = new UrlEncoded();
        var pairs = new String(body, StandardCharsets.UTF_8).split("&", MOST_FIELDS + 1);
        if (pairs.length > MOST_FIELDS) {
            throw new Faulted(new Fault.BadRequest("The form has too many fields."));
        }
        for (var pair : pairs) {
            int equals = pair.indexOf('=');
            var name = equals < 0 ? pair : pair.substring(0, equals);
            form.values
                    .computeIfAbsent(decoded(name), _ -> new ArrayList<>())
                    .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return form;
    }

    private static String decoded(String encoded) {
        return Percent.decodeForm(encoded)
                .orElseThrow(() -> new Faulted(new Fault.BadRequest("A field of the form is not valid text.")));
    }

    /// The first value of that name.
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /// Every value of that name, for example of each box that was ticked.
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }
}
