package lectern.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import lectern.db.DatabaseSettings;
import lectern.db.DatabaseSettings.Password;
import lectern.db.DatabaseSettings.Postgres;
import lectern.db.DatabaseSettings.Sqlite;

/// The address of a database, as we, SQLAlchemy and libpq write it.
final class DatabaseAddress {
    static final Kind<DatabaseSettings> KIND = new Kind<>(
            "`sqlite:/path/to/lectern.db` or `postgresql://user:password@host:5432/name`",
            "postgresql://lectern:password@localhost:5432/lectern",
            DatabaseAddress::parse,
            DatabaseAddress::write);

    /// SQLAlchemy names its driver behind a plus and writes three slashes before a relative path, four before an
    /// absolute one.
    private static final Pattern SQLITE = Pattern.compile("sqlite(?:\\+\\w+)?:(?://(?:/(.+))?|(?!//)(.+))");

    private static final Pattern POSTGRES =
            Pattern.compile("postgres(?:ql)?(?:\\+\\w+)?://(?:([^@/?]*)@)?([^/?]*)(?:/([^?]*))?(?:\\?(.*))?");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]+]|[^:]*)(?::(\\d{1,5}))?");
    private static final Pattern PAIRS =
            Pattern.compile("(?:\\s*(\\w+)\\s*=\\s*('(?:[^'\\\\]|\\\\.)*'|(?:[^'\\s\\\\]|\\\\.)+))+\\s*");
    private static final Pattern PAIR =
            Pattern.compile("\\s*(\\w+)\\s*=\\s*('(?:[^'\\\\]|\\\\.)*'|(?:[^'\\s\\\\]|\\\\.)+)");

    /// libpq's name of each parameter that is passed on, and the driver's.
    private static final Map<String, String> PASSED_ON = Map.of(
            "sslmode", "sslmode",
            "sslrootcert", "sslrootcert",
            "sslcert", "sslcert",
            "sslkey", "sslkey",
            "options", "options",
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName");

    private DatabaseAddress() {}

    private static DatabaseSettings parse(String text, Path folder) {
        var sqlite = SQLITE.matcher(text);
        if (sqlite.matches()) {
            var path = sqlite.group(1) != null ? sqlite.group(1) : sqlite.group(2);
            if (path == null || path.equals(":memory:")) {
                throw new WrongValue("names a database in memory, where nothing would last");
            }
            return new Sqlite(file(path, folder));
        }
        var postgres = POSTGRES.matcher(text);
        if (postgres.matches()) {
            return fromUrl(
                    Optional.ofNullable(postgres.group(1)).orElse(""),
                    postgres.group(2),
                    Optional.ofNullable(postgres.group(3)).orElse(""),
                    Optional.ofNullable(postgres.group(4)).orElse(""));
        }
        if (PAIRS.matcher(text).matches()) {
            return fromPairs(text);
        }
        throw new IllegalArgumentException(text);
    }

    private static Path file(String path, Path folder) {
        try {
            return folder.resolve(path).normalize();
        } catch (InvalidPathException _) {
            throw new WrongValue("has no path that could be a file");
        }
    }

    private static Postgres fromUrl(String login, String hostAndPort, String database, String query) {
        var words = new HashMap<String, String>();
        var colon = login.indexOf(':');
        words.put("user", decoded(colon < 0 ? login : login.substring(0, colon)));
        if (colon >= 0) {
            words.put("password", decoded(login.substring(colon + 1)));
        }
        var address = HOST_AND_PORT.matcher(hostAndPort);
        if (!address.matches()) {
            throw new WrongValue("names no single host and port");
        }
        words.put("host", decoded(address.group(1).replace("[", "").replace("]", "")));
        words.put("port", Optional.ofNullable(address.group(2)).orElse(""));
        words.put("dbname", decoded(database));
        Arrays.stream(query.split("&")).filter(pair -> !pair.isEmpty()).forEach(pair -> {
            var parts = pair.split("=", 2);
            words.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        });
        return fromWords(words);
    }

    private static Postgres fromPairs(String text) {
        var words = new HashMap<String, String>();
        var pair = PAIR.matcher(text);
        while (pair.find()) {
            var value = pair.group(2);
            var bare = value.startsWith("'") ? value.substring(1, value.length() - 1) : value;
            words.put(pair.group(1), bare.replaceAll("\\\\(.)", "$1"));
        }
        return fromWords(words);
    }

    /// What is left out has libpq's defaults: this machine, port 5432, the user's name for the database too.
    private static Postgres fromWords(Map<String, String> words) {
        var host = taken(words, "host", "localhost");
        if (host.startsWith("/")) {
            throw new WrongValue("names a Unix socket, but PostgreSQL is reached over TCP only");
        }
        if (host.contains(",")) {
            throw new WrongValue("names several hosts, but only one is used");
        }
        var port = port(taken(words, "port", "5432"));
        var user = taken(words, "user", System.getProperty("user.name", "lectern"));
        var database = taken(words, "dbname", user);
        var password = Optional.ofNullable(words.remove("password")).map(Password::new);
        var ssl = words.remove("ssl"); // asyncpg's name for it
        if (ssl != null) {
            words.putIfAbsent("sslmode", ssl.equals("true") ? "require" : ssl);
        }
        var parameters = new LinkedHashMap<String, String>();
        words.forEach((name, value) -> parameters.put(passedOn(name), value));
        return new Postgres(host, port, database, user, password, parameters);
    }

    private static String taken(Map<String, String> words, String name, String fallback) {
        var value = words.remove(name);
        return value == null || value.isEmpty() ? fallback : value;
    }

    private static int port(String text) {
        try {
            var port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException _) {
            // said below, as for a number out of range
        }
        throw new WrongValue("has a port that is no number from 1 to 65535");
    }

    private static String passedOn(String name) {
        var known = PASSED_ON.get(name);
        if (known == null) {
            throw new WrongValue("has the parameter `%s`, which is none of `%s`"
                    .formatted(
                            name,
                            String.join(
                                    "`, `", PASSED_ON.keySet().stream().sorted().toList())));
        }
        return known;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new WrongValue("has a percent sign without two hex digits behind it");
        }
    }

    private static String write(DatabaseSettings settings) {
        return switch (settings) {
            case Sqlite(var file) -> "sqlite:" + file;
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
