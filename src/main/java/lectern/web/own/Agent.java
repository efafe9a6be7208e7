package lectern.web.own;

import java.util.List;
import java.util.Optional;

import lectern.web.page.Visit;

/// What a browser calls itself, in the words that people have for it.
final class Agent {
    private record Word(String sign, String name) {}

    /// Most browsers name others as well, so the order matters.
    private static final List<Word> PROGRAMS = List.of(
            new Word("Kindle", "Kindle"),
            new Word("Kobo", "Kobo"),
            new Word("PocketBook", "PocketBook"),
            new Word("tolino", "tolino"),
            new Word("Edg", "Edge"),
            new Word("OPR/", "Opera"),
            new Word("Firefox", "Firefox"),
            new Word("Chrome", "Chrome"),
            new Word("Safari", "Safari"));

    private static final List<Word> SYSTEMS = List.of(
            new Word("Android", "Android"),
            new Word("iPhone", "iPhone"),
            new Word("iPad", "iPad"),
            new Word("Windows", "Windows"),
            new Word("Mac OS", "macOS"),
            new Word("Linux", "Linux"));

    private Agent() {}

    static String inWords(Visit visit, String agent) {
        var program = name(PROGRAMS, agent);
        var system = name(SYSTEMS, agent);
        if (program.isPresent() && system.isPresent()) {
            return visit.say("sessions.program-on", program.get(), system.get());
        }
        return program.or(() -> system)
                .orElseGet(() -> agent.isBlank() ? visit.say("sessions.unknown") : agent.split("[ (]", 2)[0]);
    }

    private static Optional<String> name(List<Word> words, String agent) {
        return words.stream()
                .filter(word -> agent.contains(word.sign()))
                .findFirst()
                .map(Word::name);
    }
}
