package lectern.kosync.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

import lectern.db.Database;
import lectern.db.DatabaseSettings;
import lectern.kosync.book.BookSettings;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.FileName;
import lectern.kosync.book.Link;
import lectern.kosync.book.Metadata;
import lectern.kosync.book.Page;
import lectern.kosync.book.Place;
import lectern.kosync.book.Policy;
import lectern.kosync.book.Preferences;
import lectern.kosync.book.Push;

import static lectern.kosync.sql.TestReading.document;
import static org.assertj.core.api.Assertions.assertThat;

/// Whatever people do in whatever order, the stores agree with [ReadingModel]: books are flat, no position is lost, and
/// whoever leaves a book stands again where it stood itself.
class ReadingPropertyTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");
    private static final Path FOLDER = temporaryFolder();
    private static final Database DATABASE = Database.open(new DatabaseSettings.Sqlite(FOLDER.resolve("lectern.db")));

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("lectern-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterContainer
    static void close() throws IOException {
        DATABASE.close();
        try (var files = Files.walk(FOLDER)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    sealed interface Action {
        record Push(String document, double percentage) implements Action {}

        record Link(List<String> documents) implements Action {}

        record Unlink(String document) implements Action {}

        record Forget(String document) implements Action {}
    }

    @Property(tries = 40)
    void theStoresAgreeWithTheModel(@ForAll("actions") List<Action> actions, @ForAll Policy policy) {
        var reading = new TestReading(DATABASE, BookSettings.defaults());
        reading.preferences.save(reading.ana, new Preferences(policy, Optional.empty(), false, false));
        var model = new ReadingModel(policy);
        int nth = 0;
        for (var action : actions) {
            switch (action) {
                case Action.Push(var name, var percentage) -> {
                    nth++;
                    var pushed = reading.push(TestReading.push(name, Integer.toString(nth), percentage));
                    assertThat(pushed.taken()).isEqualTo(model.push(name, new ReadingModel.Position(nth, percentage)));
                }
                case Action.Link(var names) -> {
                    reading.link(names.toArray(String[]::new));
                    model.link(names);
                }
                case Action.Unlink(var name) ->
                    assertThat(reading.links.unlink(reading.ana, document(name)))
                            .isEqualTo(model.unlink(name));
                case Action.Forget(var name) ->
                    assertThat(reading.books.forgetDocument(reading.ana, document(name)))
                            .isEqualTo(model.forget(name));
            }
            compare(reading, model);
        }
    }

    private static void compare(TestReading reading, ReadingModel model) {
        assertThat(reading.links()).containsExactlyInAnyOrderElementsOf(model.links());
        for (var name : NAMES) {
            var current = model.current(name).map(position -> Integer.toString(position.nth()));
            assertThat(reading.place(name)).as("place of %s", name).isEqualTo(current.orElse(""));
            reading.find(name).ifPresent(found -> assertThat(found.canonical()).isEqualTo(document(model.book(name))));
            assertThat(reading.history(name))
                    .as("history of %s", name)
                    .extracting(
                            entry -> Integer.parseInt(entry.progress().place().text()))
                    .isEqualTo(model.history(name));
        }
    }

    @Provide
    Arbitrary<List<Action>> actions() {
        var name = Arbitraries.of(NAMES);
        var percentage = Arbitraries.of(0.1, 0.2, 0.5, 0.9);
        Arbitrary<Action> push = Combinators.combine(name, percentage).as(Action.Push::new);
        Arbitrary<Action> link =
                name.list().uniqueElements().ofMinSize(2).ofMaxSize(4).map(Action.Link::new);
        Arbitrary<Action> unlink = name.map(Action.Unlink::new);
        Arbitrary<Action> forget = name.map(Action.Forget::new);
        return Arbitraries.frequencyOf(Tuple.of(6, push), Tuple.of(3, link), Tuple.of(2, unlink), Tuple.of(1, forget))
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    /// A push that may say a name and have siblings.
    record Telling(String document, Optional<String> filename, Set<String> siblings, Optional<String> unlinked) {}

    @Property(tries = 40)
    void whateverIsLinkedByItselfBooksStayFlatAndNoPositionIsLost(@ForAll("tellings") List<Telling> tellings) {
        var reading = new TestReading(DATABASE, BookSettings.defaults());
        var pushes = new TreeMap<String, Integer>();
        for (int nth = 0; nth < tellings.size(); nth++) {
            var telling = tellings.get(nth);
            telling.unlinked().ifPresent(name -> reading.links.unlink(reading.ana, document(name)));
            var push = new Push(
                    document(telling.document()),
                    new Place(Integer.toString(nth)),
                    0.5,
                    TestReading.KOBO,
                    telling.filename().map(FileName::new),
                    Metadata.NONE);
            reading.push(push, telling.siblings().toArray(String[]::new));
            pushes.put(telling.document(), nth);

            var links = reading.links.list(reading.ana, Page.first(1000));
            assertThat(links).extracting(Link::document).doesNotHaveDuplicates();
            assertThat(links)
                    .allSatisfy(
                            link -> assertThat(links).extracting(Link::document).doesNotContain(link.canonical()));
            for (var name : pushes.keySet()) {
                var book = bookOf(name, links);
                int newest = pushes.entrySet().stream()
                        .filter(other -> bookOf(other.getKey(), links).equals(book))
                        .mapToInt(Map.Entry::getValue)
                        .max()
                        .orElseThrow();
                assertThat(reading.place(name)).isEqualTo(Integer.toString(newest));
            }
        }
        assertThat(reading.books().stream()
                        .mapToInt(book ->
                                reading.history(book.canonical().value()).size())
                        .sum())
                .isEqualTo(tellings.size());
    }

    private static DocumentId bookOf(String name, List<Link> links) {
        return links.stream()
                .filter(link -> link.document().equals(document(name)))
                .map(Link::canonical)
                .findFirst()
                .orElse(document(name));
    }

    @Provide
    Arbitrary<List<Telling>> tellings() {
        var filenames = List.of("Dune.epub", "Emma.epub", "Emma.mobi");
        var digests = filenames.stream().map(name -> new FileName(name).digest().value());
        var name = Arbitraries.of(Stream.concat(NAMES.stream(), digests).toList());
        var siblings = Arbitraries.<Set<String>>of(Set.of(), Set.of(), Set.of("a", "b"), Set.of("b", "c", "d"));
        return Combinators.combine(name, Arbitraries.of(filenames).optional(), siblings, name.optional(0.1))
                .as(Telling::new)
                .list()
                .ofMinSize(3)
                .ofMaxSize(25);
    }
}
