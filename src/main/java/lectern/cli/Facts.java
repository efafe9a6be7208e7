package lectern.cli;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.node.ObjectNode;

import lectern.json.Json;

/// What there is to know about one thing: lines of words and values for people, an object for programs.
final class Facts {
    private record Fact(String name, String words, Object value) {}

    private final List<Fact> facts = new ArrayList<>();

    Facts fact(String name, String words, Object value) {
        facts.add(new Fact(name, words, value));
        return this;
    }

    String forPeople(ZoneId zone) {
        return Table.aligned(facts.stream()
                .map(fact -> List.of(fact.words(), Cell.forPeople(fact.value(), zone)))
                .toList());
    }

    ObjectNode forPrograms() {
        var object = Json.object();
        facts.forEach(fact -> object.set(fact.name(), Cell.forPrograms(fact.value())));
        return object;
    }
}
