package lectern.config;

import java.util.List;

/// A key that was asked for, with what the reference page and `lectern config` tell about it. `value` holds no secret;
/// `kind` and `fallback` are words with Markdown in them.
public record Setting(
        String section,
        String key,
        String sentence,
        String kind,
        String example,
        String fallback,
        boolean secret,
        List<String> aliases,
        String value,
        String origin) {

    public Setting {
        aliases = List.copyOf(aliases);
    }

    public String variable() {
        return Key.variable(key);
    }
}
