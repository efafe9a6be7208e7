package lectern.web.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import lectern.account.preference.Language;

/// Every sentence that a page says, in one language: `messages_en.properties` and its translations beside it. `{0}`,
/// `{1}` in a text stand for values. What can be counted has a text for one (`.one`) and for others (`.other`).
public final class Messages {
    /// What keys of sentences begin with that other packages say.
    private static final String FOREIGN = "reason.";

    private final Language language;
    private final Map<String, String> texts;
    private final Map<String, String> keys; // by the English text

    private Messages(Language language, Map<String, String> texts, Map<String, String> keys) {
        this.language = language;
        this.texts = texts;
        this.keys = keys;
    }

    public static Messages load(Language language) {
        var english = read(Language.EN);
        var keys = english.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(FOREIGN))
                .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey, (first, _) -> first));
        return new Messages(language, language == Language.EN ? english : read(language), keys);
    }

    private static Map<String, String> read(Language language) {
        var name = "messages_" + language.text() + ".properties";
        try (var in = Messages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + name);
            }
            var properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return properties.stringPropertyNames().stream()
                    .collect(Collectors.toUnmodifiableMap(key -> key, properties::getProperty));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Language language() {
        return language;
    }

    public String say(String key, Object... values) {
        var text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("there is no message " + key);
        }
        return filled(text, values);
    }

    /// The same for a number of things, which is `{0}` in the text.
    public String count(String key, long number, String written) {
        return say(key + (number == 1 ? ".one" : ".other"), written);
    }

    boolean has(String key) {
        return texts.containsKey(key);
    }

    Set<String> keys() {
        return new TreeSet<>(texts.keySet());
    }

    /// In this language, what another package says in English. Its sentence is the text of a message here, as far as
    /// it can be foreseen.
    public String translated(String sentence) {
        var key = keys.get(sentence);
        return key == null ? sentence : texts.getOrDefault(key, sentence);
    }

    private static String filled(String text, Object... values) {
        var filled = new StringBuilder(text.length() + 16);
        int at = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
            int close = text.indexOf('}', open);
            filled.append(text, at, open).append(values[Integer.parseInt(text.substring(open + 1, close))]);
            at = close + 1;
        }
        return filled.append(text, at, text.length()).toString();
    }
}
