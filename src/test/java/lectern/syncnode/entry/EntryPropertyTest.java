package lectern.syncnode.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

import lectern.account.Account;
import lectern.db.Database;
import lectern.db.DatabaseSettings;
import lectern.syncnode.entry.EntryModel.Claim;
import lectern.syncnode.entry.EntryModel.Thing;

import static java.util.stream.Collectors.toMap;
import static lectern.syncnode.entry.TestEntries.author;
import static lectern.syncnode.entry.TestEntries.caller;
import static lectern.syncnode.entry.TestEntries.grant;
import static lectern.syncnode.entry.TestEntries.named;
import static lectern.syncnode.entry.TestEntries.own;
import static lectern.syncnode.entry.TestEntries.value;
import static org.assertj.core.api.Assertions.assertThat;

/// Whatever three people do to a few names in whatever order, the store agrees with [EntryModel]: in every answer, in
/// everybody's list, in what each is charged, and in what each learns from the feed alone.
class EntryPropertyTest {
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

    /// @param at a number of a store to be named by its address; negative: it is named by its name
    record Target(int actor, String name, int at) {}

    sealed interface Action {
        Target target();

        record Put(Target target, Claim claim, String content) implements Action {}

        record Delete(Target target, Claim claim) implements Action {}

        record Restore(Target target, Claim claim) implements Action {}

        record Share(Target target, int with, Permission permission) implements Action {}

        record Unshare(Target target, int from) implements Action {}
    }

    @Property(tries = 100)
    void theStoreAgreesWithTheModel(@ForAll("actions") List<Action> actions) {
        var play = new Play(new TestEntries(DATABASE, FOLDER, EntrySettings.defaults()));
        for (var action : actions) {
            play.perform(action);
            play.compare();
        }
    }

    private static final class Play {
        private final TestEntries entries;
        private final List<Account> people;
        private final EntryModel model = new EntryModel();
        private final Map<Account, Mark> marks = new HashMap<>();
        private final Map<Account, Map<Address, Token>> followed = new HashMap<>();

        Play(TestEntries entries) {
            this.entries = entries;
            this.people = List.of(entries.ana, entries.ben, entries.cyd);
        }

        void perform(Action action) {
            entries.pass(Duration.ofMillis(1));
            var target = action.target();
            int actor = target.actor();
            var person = people.get(actor);
            var at = model.thing(target.at());
            boolean own = action instanceof Action.Delete || action instanceof Action.Restore;
            var reference = at.<Reference>map(thing -> new Reference.At(thing.address))
                    .orElseGet(() -> own ? own(target.name()) : named(target.name()));
            var sight = at.map(thing -> model.at(actor, thing))
                    .orElseGet(() -> own ? model.own(actor, target.name()) : model.named(actor, target.name()));
            switch (action) {
                case Action.Put(var _, var claim, var content) -> {
                    var expected = model.expected(claim, sight);
                    var outcome = entries.tryPut(person, reference, expected, value(content));
                    assertThat(word(outcome.map(written -> written.status().name())))
                            .isEqualTo(model.put(actor, sight, at.isEmpty(), claim, expected, content));
                    outcome.map(written -> put(actor, target.name(), sight.live(), written, content));
                }
                case Action.Delete(var _, var claim) -> {
                    var expected = model.expected(claim, sight);
                    var outcome = entries.store.delete(author(person), new Operation.Delete(reference, expected));
                    var wanted = model.delete(actor, sight, claim, expected);
                    assertThat(word(outcome.map(_ -> "done"))).isEqualTo(wanted.equals("again") ? "done" : wanted);
                }
                case Action.Restore(var _, var claim) -> {
                    var expected = model.expected(claim, sight);
                    var token = sight.live()
                            .or(sight::dead)
                            .flatMap(thing -> thing.history.stream().findFirst())
                            .map(old -> old.token().value())
                            .orElse("none");
                    var outcome = entries.store.restore(author(person), reference, token, expected);
                    assertThat(word(outcome.map(written -> written.status().name())))
                            .isEqualTo(model.restore(actor, sight, claim, expected));
                    outcome.map(written -> {
                        model.restored(
                                actor,
                                sight.live().or(sight::dead).orElseThrow(),
                                written.entry().token());
                        return true;
                    });
                }
                case Action.Share(var _, var with, var permission) ->
                    assertThat(word(entries.store
                                    .share(author(person), reference, List.of(grant(people.get(with), permission)))
                                    .map(count -> Integer.toString(count))))
                            .isEqualTo(model.share(actor, sight, with, permission));
                case Action.Unshare(var _, var from) ->
                    assertThat(word(entries.store
                                    .unshare(
                                            author(person),
                                            reference,
                                            List.of(people.get(from).name().value()))
                                    .map(count -> Integer.toString(count))))
                            .isEqualTo(model.unshare(actor, sight, from));
            }
        }

        private boolean put(int actor, String name, Optional<Thing> before, Written written, String content) {
            var entry = written.entry();
            switch (written.status()) {
                case CREATED -> model.created(actor, name, entry, content);
                case UPDATED -> model.updated(actor, before.orElseThrow(), entry.token(), content);
                case UNCHANGED -> assertThat(entry.token()).isEqualTo(before.orElseThrow().token);
            }
            return true;
        }

        private static String word(Outcome<String> outcome) {
            return switch (outcome) {
                case Outcome.Done<String>(var word) -> word;
                case Outcome.Refused<String>(var obstacle) ->
                    obstacle.getClass().getSimpleName();
            };
        }

        void compare() {
            for (int i = 0; i < people.size(); i++) {
                var person = people.get(i);
                var rows = entries.rows(caller(person), entries.store.index(caller(person), ""));
                assertThat(rows.stream()
                                .map(row -> row.key() + " " + row.entry().permission() + " "
                                        + entries.text(
                                                person,
                                                new Reference.At(row.entry().address())))
                                .toList())
                        .isEqualTo(model.list(i));
                for (var row : rows) {
                    var reference = Address.parse(row.key())
                            .<Reference>map(Reference.At::new)
                            .orElseGet(() -> named(row.key()));
                    assertThat(entries.find(person, reference).entry()).isEqualTo(row.entry());
                }
                assertThat(entries.quota(person).used()).isEqualTo(model.used(i));
                assertThat(follow(person))
                        .isEqualTo(rows.stream()
                                .collect(toMap(
                                        row -> row.entry().address(),
                                        row -> row.entry().token())));
            }
        }

        private Map<Address, Token> follow(Account person) {
            var known = followed.computeIfAbsent(person, _ -> new HashMap<>());
            var page = entries.page(person, Optional.of(marks.getOrDefault(person, Mark.at(0))));
            page.changes()
                    .forEach(change -> change.entry()
                            .ifPresentOrElse(
                                    entry -> known.put(change.address(), entry.token()),
                                    () -> known.remove(change.address())));
            marks.put(person, page.next());
            return known;
        }
    }

    @Provide
    Arbitrary<List<Action>> actions() {
        var person = Arbitraries.integers().between(0, 2);
        var target = Combinators.combine(
                        person,
                        Arbitraries.of("a", "a", "b"),
                        Arbitraries.integers().between(-3, 1))
                .as(Target::new);
        var claim = Arbitraries.frequency(
                Tuple.of(4, Claim.CURRENT),
                Tuple.of(3, Claim.NOTHING),
                Tuple.of(2, Claim.ANYTHING),
                Tuple.of(2, Claim.PREVIOUS));
        var permission = Arbitraries.of(Permission.READ, Permission.WRITE, Permission.OWN, Permission.OWN);
        var put = Combinators.combine(target, claim, Arbitraries.of("one", "two", "three"))
                .<Action>as(Action.Put::new);
        var delete = Combinators.combine(target, claim).<Action>as(Action.Delete::new);
        var restore = Combinators.combine(target, claim).<Action>as(Action.Restore::new);
        var share = Combinators.combine(target, person, permission).<Action>as(Action.Share::new);
        var unshare = Combinators.combine(target, person).<Action>as(Action.Unshare::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(5, put),
                        Tuple.of(3, delete),
                        Tuple.of(3, restore),
                        Tuple.of(4, share),
                        Tuple.of(2, unshare))
                .list()
                .ofMinSize(20)
                .ofMaxSize(60);
    }
}
