package lectern.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import lectern.db.DatabaseSettings;
import lectern.db.DatabaseSettings.Password;
import lectern.db.DatabaseSettings.Postgres;
import lectern.db.DatabaseSettings.Sqlite;

/// Where the database is, as one text: the path of a file, or what SQLAlchemy and libpq write.
final class DatabaseAddress {
    static final Kind<DatabaseSettings> KIND = new Kind<>(
            "the path of a SQLite file, `postgresql://user:password@host:5432/database`, or what SQLAlchemy and libpq write instead",
            "postgresql://lectern:password@localhost:5432/lectern",
            DatabaseAddress::parse,
            DatabaseAddress::write);

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

    /// libpq's other form, `host=db dbname=books`; a value with blanks in it stands in quotes.
    private static final Pattern PAIR =
            Pattern.compile("\\s*(\\w+)\\s*=\\s*('(?:[^'\\\\]|\\\\.)*'|(?:[^'\\s\\\\]|\\\\.)+)");

    private static final Pattern PAIRS = Pattern.compile("(" + PAIR.pattern() + ")+\\s*");

    private DatabaseAddress() {}

    private static DatabaseSettings parse(String text, Path folder) {
        var url = SCHEME.matcher(text);
        if (url.matches()) {
            return switch (url.group("dialect")) {
                case "sqlite" -> sqlite(url.group("rest"), folder);
                case "postgresql", "postgres" -> postgres(url.group("rest"));
                default -> throw new WrongValue("it names neither sqlite:// nor postgresql://");
            };
        }
        return PAIRS.matcher(text).matches() ? postgres(pairs(text)) : new Sqlite(file(text, folder));
    }

    /// After the two slashes a third ends the empty host: `sqlite:///notes.db` is relative, `sqlite:////data/notes.db`
    /// is not.
    private static Sqlite sqlite(String rest, Path folder) {
        if (!rest.startsWith("/") || rest.length() == 1 || rest.equals("/:memory:")) {
            throw new WrongValue("it names no file, as sqlite:////data/lectern.db does");
        }
        if (rest.contains("?")) {
            throw new WrongValue("a SQLite file takes no parameters");
        }
        return new Sqlite(file(rest.substring(1), folder));
    }

    private static Path file(String text, Path folder) {
        try {
            return folder.resolve(text).normalize();
        } catch (InvalidPathException _) {
            throw new WrongValue("it is no path of a file");
        }
    }

    private static Postgres postgres(String rest) {
        var parts = SERVER.matcher(rest);
        if (!parts.matches()) {
            throw new WrongValue("it is not of the form postgresql://user:password@host:port/database");
        }
        var words = new HashMap<String, String>();
        words.put("host", part(parts, "host").replace("[", "").replace("]", ""));
        words.put("port", part(parts, "port"));
        words.put("dbname", part(parts, "database"));
        words.put("user", part(parts, "user"));
        words.put("password", part(parts, "password"));
        for (var pair : part(parts.group("query")).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                words.put(
                        equals < 0 ? pair : pair.substring(0, equals),
                        equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return postgres(words);
    }

    private static String part(Matcher parts, String name) {
        return decoded(part(parts.group(name)));
    }

    private static String part(@Nullable String group) {
        return group == null ? "" : group;
    }

    private static Map<String, String> pairs(String text) {
        var words = new HashMap<String, String>();
        var pair = PAIR.matcher(text);
        while (pair.find()) {
            var value = pair.group(2);
            var bare = value.startsWith("'") ? value.substring(1, value.length() - 1) : value;
            words.put(pair.group(1), bare.replaceAll("\\\\(.)", "$1"));
        }
        return words;
    }

    /// What is left out has libpq's defaults: this machine, port 5432, the name of the user for the database too.
    private static Postgres postgres(Map<String, String> words) {
        var host = taken(words, "host").orElse("localhost");
        if (host.startsWith("/")) {
            throw new WrongValue("it names a Unix socket, and PostgreSQL is reached over TCP only");
        }
        if (host.contains(",")) {
            throw new WrongValue("it names several hosts, and only one is used");
        }
        var port = taken(words, "port").map(DatabaseAddress::port).orElse(5432);
        var user = taken(words, "user").orElse(System.getProperty("user.name"));
        var database = taken(words, "dbname").orElse(user);
        var password = taken(words, "password").map(Password::new);
        var parameters = new HashMap<String, String>();
        words.forEach((name, value) -> {
            if (!value.isEmpty()) {
                parameters.put(driversName(name), value);
            }
        });
        return new Postgres(host, port, database, user, password, parameters);
    }

    private static Optional<String> taken(Map<String, String> words, String name) {
        return Optional.ofNullable(words.remove(name)).filter(value -> !value.isEmpty());
    }

    private static int port(String digits) {
        if (!digits.matches("\\d{1,5}") || Integer.parseInt(digits) > 65_535) {
            throw new WrongValue("a port is a number up to 65535");
        }
        return Integer.parseInt(digits);
    }

    private static String driversName(String parameter) {
        var known = PARAMETERS.get(parameter);
        if (known == null) {
            throw new WrongValue("the parameter " + parameter + " is not one of "
                    + String.join(", ", PARAMETERS.keySet().stream().sorted().toList()));
        }
        return known;
    }

    /// A plus sign stands for itself in a URL's user and password.
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new WrongValue("a percent sign in it is not followed by two hex digits; write %25");
        }
    }

    /// Without the password.
    private static String write(DatabaseSettings settings) {
        return switch (settings) {
            case Sqlite(var file) -> file.toString();
            case Postgres p ->
                "postgresql://%s%s@%s:%d/%s"
                        .formatted(
                                p.user(),
                                p.password().map(_ -> ":********").orElse(""),
                                p.host(),
                                p.port(),
                                p.database());
        };
    }
}
