package lectern.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One key on its way to becoming a value: name, sentence and aliases are told first, the kind of the value last.
public final class Key {
    /// A variable of a server that Lectern replaces; `inOurWords` turns its value into the text that our own key would
    /// have.
    record Alias(String variable, Optional<Kind<String>> inOurWords) {}

    private final Settings settings;
    private final String name;
    private final String sentence;
    private final List<Alias> aliases = new ArrayList<>();
    private Optional<UnaryOperator<String>> mask = Optional.empty();

    Key(Settings settings, String name, String sentence) {
        this.settings = settings;
        this.name = name;
        this.sentence = sentence;
    }

    public Key alias(String variable) {
        aliases.add(new Alias(variable, Optional.empty()));
        return this;
    }

    public Key alias(String variable, Kind<String> inOurWords) {
        aliases.add(new Alias(variable, Optional.of(inOurWords)));
        return this;
    }

    /// The value is never shown, and can also be read from the file that `<key>-file` names.
    public Key secret() {
        return secret(_ -> "********");
    }

    /// As `secret()`, for a value of which a part may be shown.
    public Key secret(UnaryOperator<String> withoutTheSecret) {
        mask = Optional.of(withoutTheSecret);
        return this;
    }

    public <T> T as(Kind<T> kind, T fallback) {
        return as(kind, fallback, "`" + kind.writer().apply(fallback) + "`");
    }

    /// For a default that is better described than shown.
    public <T> T as(Kind<T> kind, T fallback, String fallbackInWords) {
        return settings.find(this, kind, fallbackInWords, Optional.of(fallback)).orElse(fallback);
    }

    /// For a setting without a default; `absent` says in words what its absence means.
    public <T> Optional<T> optional(Kind<T> kind, String absent) {
        return settings.find(this, kind, absent, Optional.empty());
    }

    String name() {
        return name;
    }

    String sentence() {
        return sentence;
    }

    String variable() {
        return variable(name);
    }

    List<Alias> aliases() {
        return aliases;
    }

    boolean isSecret() {
        return mask.isPresent();
    }

    String shown(String text) {
        return mask.map(without -> without.apply(text)).orElse(text);
    }

    static String variable(String name) {
        return "LECTERN_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
