package lectern.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `lectern.conf`: one `key = value` on a line; a line that starts with `#` is a comment.
record ConfFile(Path path, Map<String, Line> lines) {
    record Line(int number, String value) {}

    static ConfFile none() {
        return new ConfFile(Path.of("lectern.conf"), Map.of());
    }

    static ConfFile read(Path path) {
        try {
            return parse(path, Files.readAllLines(path));
        } catch (NoSuchFileException _) {
            throw new SettingsException("There is no file of settings at %s.".formatted(path));
        } catch (CharacterCodingException _) {
            throw new SettingsException("%s is not a text in UTF-8.".formatted(path));
        } catch (IOException | UncheckedIOException e) {
            throw new SettingsException("%s can't be read: %s.".formatted(path, e.getMessage()));
        }
    }

    static ConfFile parse(Path path, List<String> texts) {
        var lines = new LinkedHashMap<String, Line>();
        for (int i = 0; i < texts.size(); i++) {
            var number = i + 1;
            var text =
                    texts.get(i).replace("\uFEFF", "").strip(); // Windows editors put a mark in front of the first line
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            var sign = text.indexOf('=');
            if (sign < 1) {
                throw new SettingsException(
                        "%s, line %d is not `key = value`; write for example `port = 8080`.".formatted(path, number));
            }
            var key = text.substring(0, sign).strip();
            var earlier =
                    lines.put(key, new Line(number, text.substring(sign + 1).strip()));
            if (earlier != null) {
                throw new SettingsException("%s sets %s twice, in lines %d and %d; keep one of them."
                        .formatted(path, key, earlier.number(), number));
            }
        }
        return new ConfFile(path, lines);
    }

    Optional<Line> line(String key) {
        return Optional.ofNullable(lines.get(key)).filter(line -> !line.value().isEmpty());
    }

    Path folder() {
        var parent = path.toAbsolutePath().getParent();
        return parent == null ? path.toAbsolutePath() : parent;
    }
}
