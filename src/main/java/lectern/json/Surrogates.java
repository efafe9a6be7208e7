package lectern.json;

import tools.jackson.databind.JsonNode;

/// `"\ud83d"` is valid JSON and half a character. UTF-8 cannot hold it, so it can only have come in as an escape.
final class Surrogates {
    private Surrogates() {}

    /// A cheap look at the bytes; nearly every body ends here.
    static boolean mayBeEscapedIn(byte[] json) {
        for (int i = 0; i + 2 < json.length; i++) {
            if (json[i] == '\\' && json[i + 1] == 'u' && (json[i + 2] == 'd' || json[i + 2] == 'D')) {
                return true;
            }
        }
        return false;
    }

    static boolean unpairedIn(JsonNode node) {
        if (node.isString()) {
            return unpairedIn(node.stringValue());
        }
        for (var property : node.properties()) {
            if (unpairedIn(property.getKey()) || unpairedIn(property.getValue())) {
                return true;
            }
        }
        if (node.isArray()) {
            for (var element : node) {
                if (unpairedIn(element)) {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean unpairedIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) { // which most texts have none of
                return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
            }
        }
        return false;
    }
}
