package lectern.anki.schema;

import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

import lectern.json.Json;

/// A search that fills a filtered deck: `["tag:exam", 100, 1]`. Orders this program has not heard of are kept.
record SearchTerm(String search, long limit, long order) {
    private static final Member<String> SEARCH = Member.text(1);
    private static final Member<Long> LIMIT = Member.uint32(2);
    private static final Member<Long> ORDER = Member.int32(3);

    static final Kind<SearchTerm> KIND = new Kind<>(SearchTerm::read, SearchTerm::write);

    private static Optional<SearchTerm> read(JsonNode node) {
        if (!node.isArray() || node.size() != 3) {
            return Optional.empty();
        }
        return Kind.TEXT
                .read(node.get(0))
                .flatMap(search -> Kind.WHOLE_OR_TEXT
                        .read(node.get(1))
                        .flatMap(limit ->
                                Kind.SIGNED_32.read(node.get(2)).map(order -> new SearchTerm(search, limit, order))));
    }

    private JsonNode write() {
        return Json.array().add(search).add(Kind.SIGNED_32.write(limit)).add(order);
    }

    static Member<List<SearchTerm>> member(int number) {
        return Member.messages(number)
                .as(
                        messages -> messages.stream().map(SearchTerm::of).toList(),
                        terms -> terms.stream().map(SearchTerm::message).toList());
    }

    private static SearchTerm of(Message message) {
        return new SearchTerm(SEARCH.in(message), LIMIT.in(message), ORDER.in(message));
    }

    private Message message() {
        var message = SEARCH.set(Message.EMPTY, search);
        message = LIMIT.set(message, limit);
        return ORDER.set(message, order);
    }
}
