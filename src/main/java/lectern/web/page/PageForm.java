package lectern.web.page;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import lectern.http.UrlEncoded;

/// A form on its way to the server and, when something is wrong in it, back: what was typed stays, and what is wrong
/// stands beside its field. Belongs to one request.
public final class PageForm {
    private final UrlEncoded sent;
    private final Map<String, String> filled = new HashMap<>();
    private final Map<String, String> wrong = new HashMap<>();

    PageForm(UrlEncoded sent) {
        this.sent = sent;
    }

    /// As it is shown first.
    public static PageForm blank() {
        return new PageForm(UrlEncoded.empty());
    }

    /// With this in a field, where nobody typed anything else.
    public PageForm with(String field, String value) {
        filled.put(field, value);
        return this;
    }

    /// What was typed, as it was typed; empty text when nothing was.
    public String text(String field) {
        return sent.first(field)
                .or(() -> Optional.ofNullable(filled.get(field)))
                .orElse("");
    }

    public List<String> texts(String field) {
        return sent.all(field);
    }

    /// Whether a box was ticked or a button of that name was pressed.
    public boolean has(String field) {
        return sent.first(field).isPresent() || filled.containsKey(field);
    }

    /// The first sentence about a field stays.
    public PageForm wrong(String field, String sentence) {
        wrong.putIfAbsent(field, sentence);
        return this;
    }

    public boolean isRight() {
        return wrong.isEmpty();
    }

    public boolean isWrong(String field) {
        return wrong.containsKey(field);
    }

    /// What is wrong with a field; empty text when nothing is.
    public String problem(String field) {
        return wrong.getOrDefault(field, "");
    }
}
