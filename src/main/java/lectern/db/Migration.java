package lectern.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// One step from one schema to the next. Never edited once released.
record Migration(int number, String name, String sql) {
    /// Every migration in order. The names stand in `db/migrations`, because a class path cannot be listed.
    static List<Migration> all(Dialect dialect) {
        return of(dialect, "/db");
    }

    static List<Migration> of(Dialect dialect, String folder) {
        return text(folder + "/migrations")
                .lines()
                .map(name -> new Migration(name, text(folder + "/" + dialect.folder() + "/" + name + ".sql")))
                .toList();
    }

    private Migration(String name, String sql) {
        this(Integer.parseInt(name.substring(0, name.indexOf('_'))), name, sql);
    }

    String checksum() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private static String text(String resource) {
        try (var in = Migration.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks its resource " + resource + ".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
