package lectern.cli.store;

import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/// What was asked for cannot be done; says why, and what can be done instead, in one sentence.
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean changed;

    private Refused(String sentence, boolean changed) {
        super(sentence, null, false, false);
        this.changed = changed;
    }

    /// @param key of the store that was meant
    /// @param error as it stands in an answer of the store API
    static Refused of(String key, JsonNode error) {
        return new Refused(sentence(key, error), text(error, "code").equals("KEY01"));
    }

    /// Somebody else was quicker: to be read again, and then tried again.
    public boolean changed() {
        return changed;
    }

    private static String sentence(String key, JsonNode error) {
        return switch (text(error, "reason")) {
            case "unknown" -> "There is no store %s; `lectern store list` shows all.".formatted(key);
            case "deleted" -> deleted(key, error);
            case "unknown_version" -> "%s has no such version; `lectern store versions` shows all.".formatted(key);
            case "ambiguous_key" ->
                "Several accounts share a store called %s; say which by its address: %s."
                        .formatted(key, texts(error, "addresses"));
            case "read_only" -> "%s is shared for reading only; its owner can change that.".formatted(key);
            case "not_owner" -> "Only an owner of %s can do that.".formatted(key);
            case "out_of_scope" -> "This session or device key does not reach that far.";
            case "exists" ->
                "%s exists already, at version %s; nothing was written.".formatted(key, text(error, "token"));
            case "token_missing" ->
                "%s exists, at version %s. If that is the one you mean, say --token %s; for whatever is there, --force."
                        .formatted(key, text(error, "token"), text(error, "token"));
            case "token_mismatch" -> mismatch(key, error);
            case "unknown_user" -> "There is no account called %s.".formatted(texts(error, "users"));
            case "last_owner" -> "Somebody has to own %s; make somebody else an owner first.".formatted(key);
            case "quota" ->
                "There is no room for that: %s are used of %s, and it would be %s."
                        .formatted(text(error, "used"), text(error, "limit"), text(error, "needed"));
            case "no_token", "bad_token" -> "The server wants a login: the session has ended, or there was none.";
            case "bad_credentials" -> "The server knows no such name and password.";
            default -> text(error, "message");
        };
    }

    private static String deleted(String key, JsonNode error) {
        return text(error, "code").equals("KEY01")
                ? "%s was deleted meanwhile. To create it anew, leave out --token.".formatted(key)
                : "%s was deleted; `lectern store versions` shows what can be restored.".formatted(key);
    }

    private static String mismatch(String key, JsonNode error) {
        var now = text(error, "token");
        return now.isEmpty()
                ? "There is no store %s, so it has no version to name. To create it, leave out --token.".formatted(key)
                : "%s has changed and is at version %s now. Read it, bring both together, and say --token %s; or --force to lose what it holds."
                        .formatted(key, now, now);
    }

    private static String text(JsonNode error, String member) {
        return error.path(member).asString("");
    }

    private static String texts(JsonNode error, String member) {
        return error.path(member).valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
    }
}
