package lectern.anki;

import java.nio.charset.StandardCharsets;

/// A small client that says exactly what a test wants said, in one of the two wire forms.
public interface Client {
    /// What a real one would send: a header or fields with this key and session key, and this payload.
    Said ask(String path, String key, String sessionKey, byte[] payload);

    default Said ask(String path, String key, byte[] payload) {
        return ask(path, key, "bQ7xN2", payload);
    }

    default Said ask(String path, String key, String json) {
        return ask(path, key, json.getBytes(StandardCharsets.UTF_8));
    }

    default Said logIn(String name, String password) {
        return ask("/sync/hostKey", "", "{\"u\":\"%s\",\"p\":\"%s\"}".formatted(name, password));
    }

    /// The key of a login that goes well.
    default String key(String name, String password) {
        var said = logIn(name, password);
        if (said.status() != 200) {
            throw new AssertionError("the login of " + name + " was answered " + said.status());
        }
        return said.text().replaceAll("\\{\"key\":\"(.*)\"}", "$1");
    }
}
