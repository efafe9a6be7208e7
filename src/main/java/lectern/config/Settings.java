package lectern.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Looks settings up and remembers what it was asked, so that the reference page, `lectern config` and the search
/// for unknown keys all have the same source. Our own key beats an alias wherever it is written, and the
/// environment beats the file. A wrong value is noted and its default goes on in its place, so that one start tells
/// everything that is wrong.
public final class Settings {
    /// A variable that is no key of ours: read elsewhere, or accepted and without effect.
    public record OtherVariable(String name, String sentence, boolean set) {}

    private record Found(String text, String origin, Path folder, String example) {}

    private static final Pattern OURS = Pattern.compile("LECTERN_.*");

    private final Map<String, String> environment;
    private final ConfFile file;
    private final Path folder; // relative paths of the environment count from here
    private final List<Setting> asked = new ArrayList<>();
    private final List<OtherVariable> others = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();
    private String section = "";

    private Settings(Map<String, String> environment, ConfFile file, Path folder) {
        this.environment = Map.copyOf(environment);
        this.file = file;
        this.folder = folder;
    }

    public static Settings of(Map<String, String> environment, Path folder) {
        return new Settings(environment, ConfFile.none(), folder);
    }

    public static Settings of(Map<String, String> environment, Path folder, Path file) {
        return new Settings(environment, ConfFile.read(file), folder);
    }

    void section(String title) {
        section = title;
    }

    Key key(String name, String sentence) {
        return new Key(this, name, sentence);
    }

    /// Notes a variable that is no key of ours and is read elsewhere, or nowhere.
    void variable(String name, String sentence) {
        others.add(new OtherVariable(name, sentence, environment.containsKey(name)));
    }

    /// As above, where only some values may be ignored; `problem` completes "it is ..., ".
    void variable(String name, String sentence, Predicate<String> right, String problem) {
        variable(name, sentence);
        inEnvironment(name)
                .filter(right.negate())
                .ifPresent(text -> problem("%s is \"%s\", %s.".formatted(name, text, problem)));
    }

    Map<String, String> environment() {
        return environment;
    }

    <T> Optional<T> find(Key key, Kind<T> kind, String fallbackInWords, Optional<T> fallback) {
        names.add(key.name());
        if (key.isSecret()) {
            names.add(key.name() + "-file");
        }
        var found = lookUp(key, kind);
        var value = found.flatMap(text -> parsed(key, kind, text));
        var effective = value.or(() -> fallback).map(kind.writer());
        asked.add(new Setting(
                section,
                key.name(),
                key.sentence(),
                kind.words(),
                kind.example(),
                fallbackInWords,
                key.isSecret(),
                key.aliases().stream().map(Key.Alias::variable).toList(),
                effective.map(key::shown).orElse(fallbackInWords),
                found.map(Found::origin).orElse("default")));
        return value;
    }

    /// Told once, however many keys a variable belongs to.
    void problem(String sentence) {
        if (!problems.contains(sentence)) {
            problems.add(sentence);
        }
    }

    /// Every problem at once, unknown keys among them. Called when all keys have been asked for.
    void refuseProblems() {
        problems.addAll(unknownKeys());
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    /// A rule between keys was broken. It may only have been broken because a wrong value was replaced by its default:
    /// then the wrong value is the problem.
    SettingsException broken(String rule) {
        return problems.isEmpty() ? new SettingsException(rule) : new SettingsException(problems);
    }

    public List<Setting> asked() {
        return List.copyOf(asked);
    }

    public List<OtherVariable> others() {
        return List.copyOf(others);
    }

    private Optional<Found> lookUp(Key key, Kind<?> kind) {
        var found = ours(key.name(), kind);
        if (key.isSecret()) {
            var named = ours(key.name() + "-file", kind);
            if (found.isPresent() && named.isPresent()) {
                problem("%s and %s are both set; keep one of them."
                        .formatted(found.get().origin(), named.get().origin()));
            }
            found = found.or(() -> named.flatMap(this::contents));
        }
        return found.or(() -> borrowed(key, kind));
    }

    private Optional<Found> ours(String name, Kind<?> kind) {
        var variable = Key.variable(name);
        return inEnvironment(variable)
                .map(text -> new Found(text, variable, folder, variable + "=" + kind.example()))
                .or(() -> file.line(name)
                        .map(line -> new Found(
                                line.value(),
                                "%s in %s, line %d".formatted(name, file.path(), line.number()),
                                file.folder(),
                                name + " = " + kind.example())));
    }

    private Optional<Found> contents(Found named) {
        var path = named.folder().resolve(named.text());
        try {
            var text = Files.readString(path).strip();
            if (text.isEmpty()) {
                problem("%s names %s, which is empty.".formatted(named.origin(), path));
            }
            return Optional.of(new Found(text, named.origin(), named.folder(), "a file with " + named.example()));
        } catch (IOException e) {
            problem("%s names %s, which can't be read.".formatted(named.origin(), path));
            return Optional.empty();
        }
    }

    private Optional<Found> borrowed(Key key, Kind<?> kind) {
        Optional<Found> first = Optional.empty();
        for (var alias : key.aliases()) {
            var found = inEnvironment(alias.variable()).flatMap(text -> translated(key, alias, text, kind));
            if (first.isPresent() && found.isPresent() && !sameText(first.get(), found.get())) {
                problem("%s and %s are both set and differ; keep one of them, or set %s, which beats both."
                        .formatted(first.get().origin(), found.get().origin(), key.variable()));
            }
            first = first.or(() -> found);
        }
        return first;
    }

    private static boolean sameText(Found one, Found other) {
        return one.text().equals(other.text());
    }

    private Optional<Found> translated(Key key, Key.Alias alias, String text, Kind<?> kind) {
        var words = alias.inOurWords().map(Kind::example).orElse(kind.example());
        var found = new Found(text, alias.variable(), folder, alias.variable() + "=" + words);
        return alias.inOurWords().isEmpty()
                ? Optional.of(found)
                : parsed(key, alias.inOurWords().get(), found)
                        .map(ours -> new Found(ours, found.origin(), folder, found.example()));
    }

    private <T> Optional<T> parsed(Key key, Kind<T> kind, Found found) {
        try {
            return Optional.of(kind.parser().parse(found.text(), found.folder()));
        } catch (WrongValue e) {
            problem(refusal(key, found, "but " + e.clause()));
            return Optional.empty();
        } catch (IllegalArgumentException _) {
            var subject = key.isSecret() ? "but it" : "which";
            problem(refusal(key, found, subject + " is not " + kind.words()));
            return Optional.empty();
        }
    }

    private static String refusal(Key key, Found found, String clause) {
        var value = key.isSecret() ? "set" : "\"%s\"".formatted(found.text());
        return "%s is %s, %s; write for example `%s`.".formatted(found.origin(), value, clause, found.example());
    }

    /// Compose files and service units set variables to nothing where others leave them out, so an empty one counts as
    /// not set.
    private Optional<String> inEnvironment(String variable) {
        return Optional.ofNullable(environment.get(variable)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private List<String> unknownKeys() {
        var known = new LinkedHashSet<String>();
        names.forEach(name -> known.add(Key.variable(name)));
        others.forEach(other -> known.add(other.name()));
        var unknown = new ArrayList<String>();
        environment.keySet().stream()
                .filter(OURS.asMatchPredicate())
                .filter(variable -> !known.contains(variable))
                .sorted()
                .forEach(variable -> unknown.add(
                        "%s is no setting of Lectern%s".formatted(variable, Spelling.suggestion(variable, known))));
        file.lines().forEach((key, line) -> {
            if (!names.contains(key)) {
                unknown.add("%s in %s, line %d is no setting of Lectern%s"
                        .formatted(key, file.path(), line.number(), Spelling.suggestion(key, names)));
            }
        });
        return unknown;
    }
}
