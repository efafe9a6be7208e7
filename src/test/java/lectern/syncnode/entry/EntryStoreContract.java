package lectern.syncnode.entry;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import lectern.account.StaleAccount;
import lectern.blob.BlobId;
import lectern.blob.LostBlob;
import lectern.syncnode.entry.Expected.Condition;

import static lectern.syncnode.entry.TestEntries.at;
import static lectern.syncnode.entry.TestEntries.author;
import static lectern.syncnode.entry.TestEntries.caller;
import static lectern.syncnode.entry.TestEntries.done;
import static lectern.syncnode.entry.TestEntries.named;
import static lectern.syncnode.entry.TestEntries.refused;
import static lectern.syncnode.entry.TestEntries.token;
import static lectern.syncnode.entry.TestEntries.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// One account, its names, and compare and set.
interface EntryStoreContract extends EntriesContract {
    @Test
    default void whatWasNeverPutIsUnknown() {
        var entries = entries();
        assertThat(entries.missing(entries.ana, named("a"))).isEqualTo(new Obstacle.Unknown(Optional.empty()));
        assertThat(refused(
                        entries.store.delete(author(entries.ana), new Operation.Delete(named("a"), Expected.NOTHING))))
                .isEqualTo(new Obstacle.Unknown(Optional.empty()));
        assertThat(entries.list(entries.ana)).isEmpty();
        assertThat(entries.store.position(entries.ana.id())).isZero();
    }

    @Test
    default void aPutIsFoundAsItWas() {
        var entries = entries();
        var value = value("hello", Optional.of("the meta"));
        var written = done(entries.tryPut(entries.ana, named("notes/a"), Expected.NOTHING, value));
        assertThat(written.status()).isEqualTo(Written.Status.CREATED);

        var found = entries.find(entries.ana, named("notes/a"));
        assertThat(found.entry()).isEqualTo(written.entry());
        assertThat(found.entry().properties()).isEqualTo(value.properties());
        assertThat(found.entry().permission()).isEqualTo(Permission.OWN);
        assertThat(found.entry().own()).isTrue();
        assertThat(found.entry().owner()).hasValue(entries.ana.name());
        assertThat(found.entry().created()).isEqualTo(entries.now());
        assertThat(entries.text(found)).isEqualTo("hello");
        assertThat(entries.find(entries.ana, at(found.entry())).entry()).isEqualTo(found.entry());
    }

    @Test
    default void aPutReplacesEverything() {
        var entries = entries();
        var first = done(entries.tryPut(
                        entries.ana, named("a"), Expected.NOTHING, value("one", Optional.of("the meta"))))
                .entry();
        entries.pass(Duration.ofMinutes(1));
        var second = done(entries.tryPut(entries.ana, named("a"), token(first), value("")));

        assertThat(second.status()).isEqualTo(Written.Status.UPDATED);
        var found = entries.find(entries.ana, named("a"));
        assertThat(found.entry()).isEqualTo(second.entry());
        assertThat(found.entry().token()).isNotEqualTo(first.token());
        assertThat(found.entry().properties().meta()).isEmpty();
        assertThat(found.entry().properties().size()).isZero();
        assertThat(found.entry().created()).isEqualTo(first.created());
        assertThat(found.entry().modified()).isEqualTo(entries.now());
        assertThat(entries.text(found)).isEmpty();
    }

    @Test
    default void everyByteComesBack() {
        var entries = entries();
        var text = new StringBuilder();
        IntStream.range(0, 256).forEach(i -> text.append((char) i));
        entries.create(entries.ana, "a", text.toString());
        assertThat(entries.text(entries.ana, named("a"))).isEqualTo(text.toString());
    }

    @Test
    default void namesThatDifferInAnythingAreDifferentNames() {
        var entries = entries();
        var names = List.of(
                "a",
                "a/",
                "a//b",
                "a/b",
                "A",
                "\u00e9",
                "e\u0301",
                "😀",
                " a",
                "a ",
                "%",
                "../x",
                "~a",
                ";,+",
                "ﬃ",
                "x".repeat(8000),
                "日".repeat(8000));
        names.forEach(name -> entries.create(entries.ana, name, "of " + name));
        for (var name : names) {
            assertThat(entries.text(entries.ana, named(name))).isEqualTo("of " + name);
        }
        assertThat(entries.store.index(caller(entries.ana), "").lines())
                .extracting(Index.Line::key)
                .containsExactlyInAnyOrderElementsOf(names)
                .isSortedAccordingTo(ByteOrder.OF_UTF_8);
    }

    @Test
    default void twoAccountsUseOneNameAndDoNotMeet() {
        var entries = entries();
        var anas = entries.create(entries.ana, "settings", "hers");
        var bens = entries.create(entries.ben, "settings", "his");
        assertThat(anas.address()).isNotEqualTo(bens.address());
        assertThat(entries.text(entries.ana, named("settings"))).isEqualTo("hers");
        assertThat(entries.text(entries.ben, named("settings"))).isEqualTo("his");
        assertThat(entries.missing(entries.ben, at(anas))).isEqualTo(new Obstacle.Unknown(Optional.empty()));
    }

    @Test
    default void anAddressCreatesNothing() {
        var entries = entries();
        var nowhere = new Reference.At(new Address("a".repeat(43)));
        assertThat(refused(entries.tryPut(entries.ana, nowhere, Expected.NOTHING, value("x"))))
                .isEqualTo(new Obstacle.Unknown(Optional.empty()));
        var entry = entries.create(entries.ana, "a", "x");
        entries.delete(entries.ana, entry);
        assertThat(refused(entries.tryPut(entries.ana, at(entry), Expected.NOTHING, value("x"))))
                .isEqualTo(new Obstacle.Unknown(Optional.of(entries.now())));
    }

    // --- compare and set

    @Test
    default void whatExistsIsChangedByNamingItsVersionOnly() {
        var entries = entries();
        var first = entries.create(entries.ana, "a", "one");
        var second = entries.update(entries.ana, first, "two");

        assertThat(refused(entries.tryPut(entries.ana, named("a"), Expected.NOTHING, value("three"))))
                .isEqualTo(new Obstacle.TokenMissing(second));
        for (var wrong : List.of(first.token().value(), "no token of ours", "")) {
            assertThat(refused(entries.tryPut(entries.ana, named("a"), Expected.token(wrong), value("three"))))
                    .isEqualTo(new Obstacle.TokenMismatch(second));
            assertThat(refused(entries.store.delete(
                            author(entries.ana), new Operation.Delete(named("a"), Expected.token(wrong)))))
                    .isEqualTo(new Obstacle.TokenMismatch(second));
        }
        assertThat(refused(
                        entries.store.delete(author(entries.ana), new Operation.Delete(named("a"), Expected.NOTHING))))
                .isEqualTo(new Obstacle.TokenMissing(second));
        assertThat(entries.text(entries.ana, named("a"))).isEqualTo("two");
    }

    @Test
    default void whatDoesNotExistIsCreatedByClaimingNoVersionOnly() {
        var entries = entries();
        var anything = Expected.NOTHING.and(new Condition.Exists());
        for (var claim : List.of(Expected.token("x".repeat(32)), anything)) {
            assertThat(refused(entries.tryPut(entries.ana, named("a"), claim, value("one"))))
                    .isEqualTo(new Obstacle.Vanished(Optional.empty()));
        }
        assertThat(entries.list(entries.ana)).isEmpty();
        var entry = entries.create(entries.ana, "a", "one");
        entries.delete(entries.ana, entry);
        assertThat(refused(entries.tryPut(entries.ana, named("a"), token(entry), value("two"))))
                .isEqualTo(new Obstacle.Vanished(Optional.of(entries.now())));
    }

    @Test
    default void everyConditionMustHold() {
        var entries = entries();
        var absent = Expected.NOTHING.and(new Condition.Absent());
        var first = done(entries.tryPut(entries.ana, named("a"), absent, value("one")))
                .entry();
        assertThat(refused(entries.tryPut(entries.ana, named("a"), absent, value("two"))))
                .isEqualTo(new Obstacle.Exists(first));
        assertThat(refused(entries.tryPut(
                        entries.ana, named("a"), token(first).and(new Condition.Absent()), value("two"))))
                .isEqualTo(new Obstacle.Exists(first));

        var oneOf = Expected.NOTHING.and(
                new Condition.OneOf(Set.of("x", first.token().value())));
        var second = done(entries.tryPut(entries.ana, named("a"), oneOf, value("two")))
                .entry();
        assertThat(refused(entries.tryPut(
                        entries.ana, named("a"), token(second).and(new Condition.OneOf(Set.of("x"))), value("three"))))
                .isEqualTo(new Obstacle.TokenMismatch(second));

        var whatever = Expected.NOTHING.and(new Condition.Exists());
        entries.tryPut(entries.ana, named("a"), whatever, value("three"));
        assertThat(entries.text(entries.ana, named("a"))).isEqualTo("three");
    }

    @Test
    default void aDeletedNameStartsAnewUnderItsAddress() {
        var entries = entries();
        var first = entries.create(entries.ana, "a", "one");
        var deleted = entries.delete(entries.ana, first);
        assertThat(deleted).isEqualTo(first.token());
        assertThat(entries.missing(entries.ana, named("a")))
                .isEqualTo(new Obstacle.Unknown(Optional.of(entries.now())));
        assertThat(entries.missing(entries.ana, at(first))).isEqualTo(new Obstacle.Unknown(Optional.of(entries.now())));

        var second = entries.create(entries.ana, "a", "two");
        assertThat(second.address()).isEqualTo(first.address());
        assertThat(second.token()).isNotEqualTo(first.token());
        assertThat(refused(entries.tryPut(entries.ana, named("a"), token(first), value("three"))))
                .isEqualTo(new Obstacle.TokenMismatch(second));
    }

    @Test
    default void noTokenIsUsedTwice() {
        var entries = entries();
        var tokens = new HashSet<Token>();
        for (int i = 0; i < 30; i++) {
            var first = entries.create(entries.ana, "a", "the same");
            var second = entries.update(entries.ana, first, "the same");
            tokens.addAll(List.of(first.token(), second.token()));
            entries.delete(entries.ana, second);
        }
        assertThat(tokens).hasSize(60);
    }

    @Test
    default void ofManyWritersWithOneTokenExactlyOneSucceeds() throws Exception {
        var entries = entries();
        var entry = entries.create(entries.ana, "a", "nobody's");
        entries.share(entries.ana, entry, entries.ben, Permission.WRITE);
        int rounds = 8;
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (int round = 0; round < rounds; round++) {
                var before = entry;
                var tries = IntStream.range(0, 16)
                        .<Callable<Outcome<Written>>>mapToObj(i -> () -> entries.tryPut(
                                i % 2 == 0 ? entries.ana : entries.ben, at(before), token(before), value("by " + i)))
                        .toList();
                var winners = new HashSet<Integer>();
                var outcomes = threads.invokeAll(tries);
                for (int i = 0; i < 16; i++) {
                    if (outcomes.get(i).get() instanceof Outcome.Done<Written>) {
                        winners.add(i);
                    }
                }
                assertThat(winners).hasSize(1);
                assertThat(entries.text(entries.ana, named("a")))
                        .isEqualTo("by " + winners.iterator().next());
                entry = entries.find(entries.ana, named("a")).entry();
            }
        }
    }

    @Test
    default void ofManyWhoCreateOneNameExactlyOneSucceeds() throws Exception {
        var entries = entries();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var outcomes = threads.invokeAll(IntStream.range(0, 8)
                    .<Callable<Outcome<Written>>>mapToObj(
                            i -> () -> entries.tryPut(entries.ana, named("a"), Expected.NOTHING, value("by " + i)))
                    .toList());
            int winners = 0;
            for (var outcome : outcomes) {
                winners += outcome.get() instanceof Outcome.Done<Written> ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
        assertThat(entries.quota(entries.ana).stores()).isEqualTo(1);
    }

    // --- lost replies

    @Test
    default void aPutWhoseAnswerWasLostIsRecognised() {
        var entries = entries();
        var first = entries.create(entries.ana, "a", "one");
        var mark = entries.mark(entries.ana);
        var again = done(entries.tryPut(entries.ana, named("a"), Expected.NOTHING, value("one")));
        assertThat(again.status()).isEqualTo(Written.Status.UNCHANGED);
        assertThat(again.entry()).isEqualTo(first);

        var second = entries.update(entries.ana, first, "two");
        assertThat(done(entries.tryPut(entries.ana, named("a"), token(first), value("two")))
                        .entry())
                .isEqualTo(second);
        assertThat(entries.changes(entries.ana, mark)).containsExactly("PUT a");
        assertThat(entries.versions(entries.ana, named("a"))).containsExactly("two", "old one");

        assertThat(refused(entries.tryPut(entries.ana, named("a"), token(first), value("other"))))
                .isEqualTo(new Obstacle.TokenMismatch(second));
        assertThat(refused(
                        entries.tryPut(entries.ana, named("a"), token(first), value("two", Optional.of("other meta")))))
                .isEqualTo(new Obstacle.TokenMismatch(second));
        var third = entries.update(entries.ana, second, "three");
        assertThat(refused(entries.tryPut(entries.ana, named("a"), token(first), value("two"))))
                .isEqualTo(new Obstacle.TokenMismatch(third));
    }

    @Test
    default void aPutOfSomebodyElseIsNoRepetition() {
        var entries = entries();
        var first = entries.create(entries.ana, "a", "one");
        entries.share(entries.ana, first, entries.ben, Permission.WRITE);
        entries.update(entries.ana, first, "two");
        assertThat(refused(entries.tryPut(entries.ben, at(first), token(first), value("two"))))
                .isInstanceOf(Obstacle.TokenMismatch.class);
    }

    @Test
    default void aDeleteWhoseAnswerWasLostIsRecognised() {
        var entries = entries();
        var first = entries.create(entries.ana, "a", "one");
        entries.share(entries.ana, first, entries.ben, Permission.OWN);
        entries.delete(entries.ana, first);
        var mark = entries.mark(entries.ana);

        assertThat(entries.delete(entries.ana, first)).isEqualTo(first.token());
        assertThat(entries.changes(entries.ana, mark)).isEmpty();
        assertThat(refused(
                        entries.store.delete(author(entries.ana), new Operation.Delete(named("a"), Expected.NOTHING))))
                .isEqualTo(new Obstacle.Unknown(Optional.of(entries.now())));
        assertThat(refused(entries.store.delete(author(entries.ben), new Operation.Delete(at(first), token(first)))))
                .isEqualTo(new Obstacle.Unknown(Optional.of(entries.now())));
    }

    @Test
    default void whatMayBeARepetitionIsAllowedUntilItsBodyIsKnown() {
        var entries = entries();
        var first = entries.create(entries.ana, "a", "one");
        var ana = caller(entries.ana);
        done(entries.store.check(ana, named("a"), token(first), 100, 0));
        done(entries.store.check(ana, named("a"), Expected.NOTHING, 3, 0));
        done(entries.store.check(ana, named("new"), Expected.NOTHING, 100, 0));

        entries.share(entries.ana, first, entries.ben, Permission.READ);
        assertThat(refused(entries.store.check(caller(entries.ben), at(first), token(first), 1, 0)))
                .isEqualTo(new Obstacle.Lacking(Permission.WRITE));
        var second = entries.update(entries.ana, first, "two");
        done(entries.store.check(ana, named("a"), token(first), 100, 0));
        var third = entries.update(entries.ana, second, "three");
        assertThat(refused(entries.store.check(ana, named("a"), token(first), 100, 0)))
                .isEqualTo(new Obstacle.TokenMismatch(third));
    }

    // --- bytes

    @Test
    default void bytesInABlobAreKeptAsLongAsAVersionHasThem() {
        var entries = entries();
        var large = entries.inBlob(entries.ana, "large");
        var first = done(entries.tryPut(entries.ana, named("a"), Expected.NOTHING, large))
                .entry();
        entries.pass(Duration.ofDays(400));
        assertThat(entries.text(entries.ana, named("a"))).isEqualTo("large");

        var second = entries.update(entries.ana, first, "small");
        entries.pass(Duration.ofDays(29));
        assertThat(entries.versions(entries.ana, named("a"))).containsExactly("small", "old large");
        done(entries.store.restore(
                author(entries.ana), named("a"), first.token().value(), token(second)));
        entries.pass(Duration.ofDays(2));
        entries.pass(Duration.ofHours(2));
        assertThat(entries.versions(entries.ana, named("a"))).containsExactly("large", "old small");

        entries.delete(entries.ana, entries.find(entries.ana, named("a")).entry());
        entries.pass(Duration.ofDays(31));
        entries.pass(Duration.ofHours(2));
        assertThat(entries.blobs.has(blob(large))).isFalse();
    }

    @Test
    default void withoutItsBytesNothingIsWritten() {
        var entries = entries();
        var first = entries.create(entries.ana, "a", "one");
        var nowhere = new Value(
                new Content.InBlob(new BlobId("0".repeat(32))), value("x").properties());
        assertThatThrownBy(() -> entries.tryPut(entries.ana, named("a"), token(first), nowhere))
                .isInstanceOf(LostBlob.class);
        var bens = entries.inBlob(entries.ben, "his");
        assertThatThrownBy(() -> entries.tryPut(entries.ana, named("b"), Expected.NOTHING, bens))
                .isInstanceOf(LostBlob.class);
        assertThat(entries.find(entries.ana, named("a")).entry()).isEqualTo(first);
        assertThat(entries.list(entries.ana)).containsExactly("a OWN");
    }

    private static BlobId blob(Value value) {
        return ((Content.InBlob) value.content()).id();
    }

    // --- who may

    @Test
    default void anAccountThatChangedReadsAndWritesNothing() {
        var entries = entries();
        var entry = entries.create(entries.ana, "a", "one");
        entries.accounts.accounts().changeDisabled(entries.ana, true);
        var ana = caller(entries.ana);
        assertThatThrownBy(() -> entries.update(entries.ana, entry, "two")).isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> entries.delete(entries.ana, entry)).isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> entries.find(entries.ana, named("a"))).isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> entries.find(entries.ana, named("b"))).isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> entries.list(entries.ana)).isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> entries.store.standing(ana)).isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> entries.store.quota(entries.ana)).isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> entries.store.versions(ana, named("a"))).isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> entries.store.members(ana, named("a"))).isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> entries.page(entries.ana, Optional.empty())).isInstanceOf(StaleAccount.class);
    }

    @Test
    default void aScopeReachesOwnStoresBelowItsPrefixes() {
        var entries = entries();
        var note = entries.create(entries.ana, "notes/a", "a note");
        var task = entries.create(entries.ana, "tasks/a", "a task");
        var other = entries.create(entries.ana, "other", "something else");
        var shared = entries.create(entries.ben, "notes/b", "his");
        entries.share(entries.ben, shared, entries.ana, Permission.OWN);
        var scoped = caller(entries.ana, "store:notes/:rw store:tasks/:r");
        var by = new Author(scoped, Optional.empty());

        done(entries.store.find(scoped, named("notes/a")));
        done(entries.store.find(scoped, at(task)));
        for (var outside : List.of(named("other"), at(other), at(shared), named("never"))) {
            assertThat(refused(entries.store.find(scoped, outside))).isEqualTo(new Obstacle.OutOfScope());
            assertThat(refused(entries.store.put(by, new Operation.Put(outside, Expected.NOTHING, value("x")))))
                    .isEqualTo(new Obstacle.OutOfScope());
        }
        assertThat(refused(entries.store.find(scoped, named("notes/b"))))
                .isEqualTo(new Obstacle.Unknown(Optional.empty()));
        assertThat(refused(entries.store.put(by, new Operation.Put(at(task), token(task), value("x")))))
                .isEqualTo(new Obstacle.OutOfScope());
        assertThat(refused(entries.store.delete(by, new Operation.Delete(at(task), token(task)))))
                .isEqualTo(new Obstacle.OutOfScope());
        done(entries.store.put(by, new Operation.Put(at(note), token(note), value("x"))));

        assertThat(entries.list(scoped)).containsExactly("notes/a OWN", "tasks/a OWN");
        var page = (Changes.Page) entries.store.changes(scoped, Optional.empty(), "", 100);
        assertThat(page.changes()).extracting(Change::key).containsExactlyInAnyOrder("notes/a", "tasks/a");
    }

    // --- batches

    @Test
    default void aBatchIsOneChange() {
        var entries = entries();
        var index = entries.create(entries.ana, "index", "i");
        var old = entries.create(entries.ana, "old", "o");
        var gone = entries.create(entries.ana, "gone", "g");
        var mark = entries.mark(entries.ana);

        var result = (BatchResult.Applied) entries.store.batch(
                author(entries.ana),
                List.of(
                        new Operation.Check(named("index"), token(index)),
                        new Operation.Check(named("new"), Expected.NOTHING),
                        new Operation.Put(named("new"), Expected.NOTHING, value("n")),
                        new Operation.Put(named("old"), token(old), value("o2")),
                        new Operation.Delete(named("gone"), token(gone)),
                        new Operation.Read(named("index")),
                        new Operation.Read(named("nowhere"))));

        assertThat(result.steps()).hasSize(7);
        assertThat(result.position()).isEqualTo(mark.position() + 1);
        assertThat(entries.page(entries.ana, Optional.of(mark)).changes())
                .allSatisfy(change -> assertThat(change.position()).isEqualTo(result.position()))
                .extracting(change -> change.event() + " " + change.key())
                .containsExactlyInAnyOrder("PUT new", "PUT old", "DELETE gone");
        assertThat(entries.text(entries.ana, named("old"))).isEqualTo("o2");
        assertThat(result.steps().get(2))
                .isInstanceOfSatisfying(
                        BatchResult.Step.Put.class,
                        put -> assertThat(put.written().entry())
                                .isEqualTo(
                                        entries.find(entries.ana, named("new")).entry()));
    }

    @Test
    default void aBatchThatMeetsAnObstacleChangesNothing() {
        var entries = entries();
        var entry = entries.create(entries.ana, "a", "one");
        var mark = entries.mark(entries.ana);
        var result = (BatchResult.Refused) entries.store.batch(
                author(entries.ana),
                List.of(
                        new Operation.Put(named("b"), Expected.NOTHING, value("b")),
                        new Operation.Put(named("a"), Expected.token("wrong"), value("two")),
                        new Operation.Delete(named("c"), Expected.NOTHING)));

        assertThat(result.obstacles())
                .containsExactly(
                        Optional.empty(),
                        Optional.of(new Obstacle.TokenMismatch(entry)),
                        Optional.of(new Obstacle.Unknown(Optional.empty())));
        assertThat(entries.changes(entries.ana, mark)).isEmpty();
        assertThat(entries.list(entries.ana)).containsExactly("a OWN");
    }

    @Test
    default void aBatchWritesToAStoreOnce() {
        var entries = entries();
        var entry = entries.create(entries.ana, "a", "one");
        var result = (BatchResult.Refused) entries.store.batch(
                author(entries.ana),
                List.of(
                        new Operation.Put(named("a"), token(entry), value("two")),
                        new Operation.Delete(at(entry), token(entry))));
        assertThat(result.obstacles())
                .containsExactly(Optional.empty(), Optional.of(new Obstacle.WrittenTwice(entry.address())));
        assertThat(entries.text(entries.ana, named("a"))).isEqualTo("one");
    }
}
