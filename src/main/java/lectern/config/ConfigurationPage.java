package lectern.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/// The reference page of all settings, written from what `Config` asked for.
public final class ConfigurationPage {
    private static final String HEAD = """
            # Settings

            <!-- Written by `./lectern config --reference`; a test fails when this page is not what that prints. -->

            Lectern runs without any setting. What should be different is written into `lectern.conf` beside the `lectern` script, or set
            as an environment variable:

            ```
            # lectern.conf                            # the same in the environment
            port = 9000                               LECTERN_PORT=9000
            kosync.history.days = 90                  LECTERN_KOSYNC_HISTORY_DAYS=90
            ```

            - The environment beats the file; the aliases, which are variables of the servers that Lectern replaces, count only where our own
              key stands in neither. Two aliases of one key that say different things stop the start.
            - An empty value counts as not set. Relative paths count from the working folder in the environment, and from the file's folder in
              the file.
            - A secret can also be read from a file: `secret-file = /run/secrets/lectern`, or `LECTERN_SECRET_FILE`.
            - A key that Lectern does not know, and a value that it can't use, stop the start with a sentence that says which and why.
            - `./lectern config` prints every effective value and where it came from, secrets masked.
            """;

    private ConfigurationPage() {}

    public static String of(Settings settings) {
        var sections = settings.asked().stream()
                .collect(Collectors.groupingBy(Setting::section, LinkedHashMap::new, Collectors.toList()));
        var page = new StringBuilder(HEAD);
        sections.forEach((title, keys) ->
                page.append("\n## ").append(title).append("\n\n").append(table(keys)));
        page.append(others(settings.others()));
        return page.toString();
    }

    private static String table(List<Setting> keys) {
        var rows = new StringBuilder("| Key | Variable, aliases | Value | Default | |\n|---|---|---|---|---|\n");
        for (var key : keys) {
            rows.append("| `%s` | %s | %s | %s | %s |%n"
                    .formatted(
                            key.key(),
                            variables(key),
                            value(key),
                            key.fallback(),
                            key.sentence() + (key.secret() ? " A secret." : "")));
        }
        return rows.toString();
    }

    /// Words that quote what to write need no example.
    private static String value(Setting key) {
        return key.kind().contains("`") ? key.kind() : "%s, as `%s`".formatted(key.kind(), key.example());
    }

    private static String variables(Setting key) {
        var names = new StringBuilder("`" + key.variable() + "`");
        key.aliases().forEach(alias -> names.append(", `").append(alias).append('`'));
        return names.toString();
    }

    private static String others(List<Settings.OtherVariable> others) {
        return "\n## Other variables\n\n"
                + others.stream()
                        .map(other -> "- `%s`: %s%n".formatted(other.name(), other.sentence()))
                        .collect(Collectors.joining());
    }
}
