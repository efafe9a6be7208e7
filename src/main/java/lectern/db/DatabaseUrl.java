package lectern.db;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The forms of `LECTERN_DATABASE` and `DATABASE_URL`.
final class DatabaseUrl {
    private static final Pattern SCHEME = Pattern.compile("(?<dialect>[a-zA-Z0-9]+)(\\+[a-zA-Z0-9_]+)?://(?<rest>.*)");

    /// The password may hold any character, as it often is not encoded; a user name and a host hold no `@`.
    private static final Pattern SERVER = Pattern.compile(
            "((?<user>[^:/?#]*?)(:(?<password>.*))?@)?(?<host>\\[[^\\]]+]|[^@:/?#\\[\\]]*)(:(?<port>\\d+))?(/(?<database>[^?#]*))?(\\?(?<query>.*))?");

    /// What a URL may say about the connection, and the driver's name for it.
    private static final Map<String, String> PARAMETERS = Map.ofEntries(
            Map.entry("sslmode", "sslmode"),
            Map.entry("ssl", "sslmode"), // asyncpg's word
            Map.entry("sslrootcert", "sslrootcert"),
            Map.entry("sslcert", "sslcert"),
            Map.entry("sslkey", "sslkey"),
            Map.entry("application_name", "ApplicationName"),
            Map.entry("connect_timeout", "connectTimeout"),
            Map.entry("options", "options"),
            Map.entry("channel_binding", "channelBinding"));

    private DatabaseUrl() {}

    static DatabaseSettings parse(String text) {
        var url = SCHEME.matcher(text);
        if (!url.matches()) {
            return new DatabaseSettings.Sqlite(Path.of(text));
        }
        return switch (url.group("dialect")) {
            case "sqlite" -> sqlite(url.group("rest"));
            case "postgresql", "postgres" -> postgres(url.group("rest"));
            default -> throw new IllegalArgumentException("it names neither sqlite:// nor postgresql://");
        };
    }

    /// After the two slashes a third ends the empty host: `sqlite:///notes.db` is relative, `sqlite:////data/notes.db`
    /// is not.
    private static DatabaseSettings sqlite(String rest) {
        if (!rest.startsWith("/") || rest.length() == 1) {
            throw new IllegalArgumentException("it names no file, as sqlite:////data/lectern.db does");
        }
        if (rest.contains("?")) {
            throw new IllegalArgumentException("a SQLite file takes no parameters");
        }
        return new DatabaseSettings.Sqlite(Path.of(rest.substring(1)));
    }

    private static DatabaseSettings postgres(String rest) {
        var parts = SERVER.matcher(rest);
        if (!parts.matches()) {
            throw new IllegalArgumentException("it is not of the form postgresql://user:password@host:port/database");
        }
        var user = part(parts, "user").orElse(System.getProperty("user.name"));
        return new DatabaseSettings.Postgres(
                part(parts, "host").orElse("localhost"),
                part(parts, "port").map(DatabaseUrl::port).orElse(5432),
                part(parts, "database").orElse(user),
                user,
                part(parts, "password").map(DatabaseSettings.Password::new),
                parameters(Optional.ofNullable(parts.group("query")).orElse("")));
    }

    private static Optional<String> part(Matcher parts, String name) {
        return Optional.ofNullable(parts.group(name))
                .filter(part -> !part.isEmpty())
                .map(DatabaseUrl::decoded);
    }

    private static int port(String digits) {
        if (digits.length() > 5 || Integer.parseInt(digits) > 65_535) {
            throw new IllegalArgumentException("a port is a number up to 65535");
        }
        return Integer.parseInt(digits);
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new HashMap<String, String>();
        for (var pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                var equals = pair.indexOf('=');
                var name = equals < 0 ? pair : pair.substring(0, equals);
                var known = PARAMETERS.get(name);
                if (known == null || equals < 0) {
                    throw new IllegalArgumentException("the parameter " + name + " is not one of "
                            + String.join(
                                    ", ", PARAMETERS.keySet().stream().sorted().toList()));
                }
                parameters.put(known, decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /// A plus sign stands for itself in a URL's user and password.
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a percent sign in it is not followed by two hex digits; write %25", e);
        }
    }
}
