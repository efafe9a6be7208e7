package lectern.syncnode.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import lectern.account.AccountName;

import static lectern.syncnode.entry.TestEntries.at;
import static lectern.syncnode.entry.TestEntries.author;
import static lectern.syncnode.entry.TestEntries.caller;
import static lectern.syncnode.entry.TestEntries.done;
import static lectern.syncnode.entry.TestEntries.named;
import static lectern.syncnode.entry.TestEntries.own;
import static lectern.syncnode.entry.TestEntries.value;
import static org.assertj.core.api.Assertions.assertThat;

/// What an account can list, and what it is told of changes.
interface FeedContract extends EntriesContract {
    @Test
    default void everythingThatHappensIsTold() {
        var entries = entries();
        var mark = entries.mark(entries.ben);
        var list = entries.create(entries.ana, "list", "one");
        entries.create(entries.ana, "hers alone", "x");
        assertThat(entries.changes(entries.ben, mark)).isEmpty();

        entries.share(entries.ana, list, entries.ben, Permission.READ);
        assertThat(entries.changes(entries.ben, mark)).containsExactly("GRANT list");
        mark = entries.mark(entries.ben);
        var second = entries.update(entries.ana, list, "two");
        entries.create(entries.ben, "his", "x");
        var page = entries.page(entries.ben, Optional.of(mark));
        assertThat(page.changes().getFirst())
                .isEqualTo(new Change(
                        "list",
                        list.address(),
                        Event.PUT,
                        entries.now(),
                        Optional.of("a device"),
                        Optional.of(entries.find(entries.ben, at(second)).entry()),
                        mark.position() + 1));
        assertThat(page.changes()).extracting(Change::key).containsExactly("list", "his");
        assertThat(page.more()).isFalse();

        mark = page.next();
        entries.share(entries.ana, list, entries.ben, Permission.OWN);
        assertThat(entries.changes(entries.ben, mark)).containsExactly("GRANT list");
        entries.unshare(entries.ana, list, entries.ben);
        assertThat(entries.changes(entries.ben, mark)).containsExactly("REVOKE list");
        entries.share(entries.ana, list, entries.ben, Permission.WRITE);
        entries.delete(entries.ana, second);
        assertThat(entries.changes(entries.ben, mark)).containsExactly("DELETE list");
    }

    @Test
    default void onlyTheLastOfSeveralChangesIsTold() {
        var entries = entries();
        var mark = entries.mark(entries.ana);
        var entry = entries.create(entries.ana, "a", "one");
        entries.create(entries.ana, "b", "x");
        var second = entries.update(entries.ana, entry, "two");
        assertThat(entries.changes(entries.ana, mark)).containsExactly("PUT b", "PUT a");
        entries.delete(entries.ana, second);
        assertThat(entries.changes(entries.ana, mark)).containsExactly("PUT b", "DELETE a");
    }

    @Test
    default void whoeverBeginsIsToldWhatThereIs() {
        var entries = entries();
        for (int i = 0; i < 25; i++) {
            var entry = entries.create(entries.ana, "%02d".formatted(i), "x");
            if (i % 5 == 0) {
                entries.delete(entries.ana, entry);
            }
        }
        var shared = entries.create(entries.ben, "shared", "x");
        entries.share(entries.ben, shared, entries.ana, Permission.READ);

        var keys = new ArrayList<String>();
        var since = Optional.<Mark>empty();
        boolean more = true;
        while (more) {
            var page = (Changes.Page) entries.store.changes(caller(entries.ana), since, "", 7);
            page.changes().forEach(change -> {
                assertThat(change.event()).isEqualTo(Event.PUT);
                keys.add(change.key());
            });
            since = Optional.of(page.next());
            more = page.more();
        }
        assertThat(keys)
                .hasSize(21)
                .doesNotHaveDuplicates()
                .contains("shared", "01")
                .doesNotContain("00");
        entries.delete(entries.ana, entries.find(entries.ana, named("01")).entry());
        assertThat(entries.changes(entries.ana, since.orElseThrow())).containsExactly("DELETE 01");
    }

    @Test
    default void aPageNeverSplitsABatch() {
        var entries = entries();
        entries.create(entries.ana, "first", "x");
        entries.store.batch(
                author(entries.ana),
                IntStream.range(0, 5)
                        .<Operation>mapToObj(i -> new Operation.Put(own("batch " + i), Expected.NOTHING, value("x")))
                        .toList());
        entries.create(entries.ana, "last", "x");

        var page = (Changes.Page) entries.store.changes(caller(entries.ana), Optional.of(Mark.at(0)), "", 3);
        assertThat(page.changes()).hasSize(6);
        assertThat(page.more()).isTrue();
        var rest = entries.page(entries.ana, Optional.of(page.next()));
        assertThat(rest.changes()).extracting(Change::key).containsExactly("last");
    }

    @Test
    default void aPrefixLimitsTheFeedAndTheList() {
        var entries = entries();
        List.of("notes/a", "notes/b", "tasks/a").forEach(name -> entries.create(entries.ana, name, "x"));
        var page = (Changes.Page) entries.store.changes(caller(entries.ana), Optional.empty(), "notes/", 2);
        assertThat(page.changes()).extracting(Change::key).containsExactly("notes/a", "notes/b");
        assertThat(page.more()).isTrue();
        var rest = (Changes.Page) entries.store.changes(caller(entries.ana), Optional.of(page.next()), "notes/", 2);
        assertThat(rest.changes()).isEmpty();
        assertThat(rest.more()).isFalse();
        assertThat(entries.store.index(caller(entries.ana), "notes/").lines())
                .extracting(Index.Line::key)
                .containsExactly("notes/a", "notes/b");
    }

    @Test
    default void whoeverMissedADeletionThatIsForgottenHasToBeginAnew() {
        var entries = entries();
        var gone = entries.create(entries.ana, "gone", "x");
        var stays = entries.create(entries.ana, "stays", "x");
        entries.share(entries.ana, gone, entries.ben, Permission.READ);
        var missed = entries.mark(entries.ana);
        var bens = entries.mark(entries.ben);
        var page = (Changes.Page) entries.store.changes(caller(entries.ana), Optional.empty(), "", 1);
        entries.delete(entries.ana, gone);
        var seen = entries.mark(entries.ana);
        var begun = (Changes.Page) entries.store.changes(caller(entries.ana), Optional.empty(), "", 1);
        entries.update(entries.ana, stays, "y");

        entries.pass(Duration.ofDays(179));
        assertThat(entries.changes(entries.ana, missed)).containsExactly("DELETE gone", "PUT stays");
        entries.pass(Duration.ofDays(2));
        var fresh = entries.mark(entries.ana);
        for (var late : List.of(missed, page.next())) {
            assertThat(entries.store.changes(caller(entries.ana), Optional.of(late), "", 10))
                    .isEqualTo(new Changes.Expired(fresh));
        }
        assertThat(entries.store.changes(caller(entries.ben), Optional.of(bens), "", 10))
                .isInstanceOf(Changes.Expired.class);
        assertThat(entries.changes(entries.ana, seen)).containsExactly("PUT stays");
        assertThat(entries.changes(entries.ana, begun.next())).isSubsetOf("PUT stays");
        assertThat(entries.page(entries.ana, Optional.empty()).changes()).hasSize(1);
        assertThat(entries.rowsAt(gone.address())).isZero();
        assertThat(entries.missing(entries.ana, named("gone"))).isEqualTo(new Obstacle.Unknown(Optional.empty()));
    }

    @Test
    default void theTagChangesWithWhatIsVisibleAndOnlyThen() {
        var entries = entries();
        var list = entries.create(entries.ana, "list", "one");
        entries.share(entries.ana, list, entries.ben, Permission.READ);
        var tag = tag(entries);
        entries.create(entries.ana, "hers alone", "x");
        entries.share(entries.ana, list, entries.cyd, Permission.READ);
        entries.find(entries.ben, named("list"));
        done(entries.tryPut(entries.ana, own("list"), Expected.NOTHING, value("one"))); // a repetition
        assertThat(tag(entries)).isEqualTo(tag);

        var tags = new LinkedHashSet<String>();
        tags.add(tag);
        var second = entries.update(entries.ana, list, "two");
        tags.add(tag(entries));
        entries.share(entries.ana, list, entries.ben, Permission.WRITE);
        tags.add(tag(entries));
        var renamed = entries.accounts
                .accounts()
                .rename(entries.ana, new AccountName("anna " + entries.ana.id()))
                .orElseThrow();
        tags.add(tag(entries));
        entries.unshare(renamed, second, entries.ben);
        tags.add(tag(entries));
        assertThat(tags).hasSize(5);
    }

    private static String tag(TestEntries entries) {
        return entries.store.standing(caller(entries.ben)).tag();
    }

    @Test
    default void aLongListComesInTheOrderOfItsBytes() {
        var entries = entries();
        entries.store.batch(author(entries.ana), creations(0, 200));
        entries.store.batch(author(entries.ana), creations(200, 400));
        var names = List.of("Z", "a", "ä", "\uffff", "😀");
        names.forEach(name -> entries.create(entries.ana, name, "x"));
        var index = entries.store.index(caller(entries.ana), "");
        assertThat(index.position()).isEqualTo(entries.store.position(entries.ana.id()));
        var rows = entries.rows(caller(entries.ana), index);
        assertThat(rows).hasSize(405);
        assertThat(rows)
                .extracting(Listed::key)
                .isSortedAccordingTo(ByteOrder.OF_UTF_8)
                .containsSubsequence(names);
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.entry().name().value()).isEqualTo(row.key()));

        entries.delete(entries.ana, rows.getFirst().entry());
        assertThat(entries.rows(caller(entries.ana), index)).hasSize(404);
    }

    private static List<Operation> creations(int from, int to) {
        return IntStream.range(from, to)
                .<Operation>mapToObj(i -> new Operation.Put(own("key " + i), Expected.NOTHING, value("x")))
                .toList();
    }

    @Test
    default void nobodyWhoFollowsMissesAnything() throws Exception {
        var entries = entries();
        int writers = 4;
        var running = new AtomicInteger(writers);
        var followed = new HashMap<String, Token>();
        try (var threads = Executors.newFixedThreadPool(writers + 1)) {
            var reader = threads.submit(() -> {
                var mark = Mark.at(0);
                boolean last = false;
                while (!last) {
                    last = running.get() == 0;
                    var page = (Changes.Page) entries.store.changes(caller(entries.ana), Optional.of(mark), "", 3);
                    long before = mark.position();
                    assertThat(page.changes())
                            .allSatisfy(change -> assertThat(change.position()).isGreaterThan(before));
                    page.changes()
                            .forEach(change -> change.entry()
                                    .ifPresentOrElse(
                                            entry -> followed.put(change.key(), entry.token()),
                                            () -> followed.remove(change.key())));
                    last &= !page.more();
                    mark = page.next();
                }
                return mark;
            });
            var writing = threads.invokeAll(IntStream.range(0, writers)
                    .<Callable<Boolean>>mapToObj(writer -> () -> {
                        try {
                            for (int i = 0; i < 12; i++) {
                                var entry = entries.create(entries.ana, "of %d %d".formatted(writer, i % 5), "x" + i);
                                if (i % 3 == 0 || i < 7) {
                                    entries.delete(entries.ana, entry);
                                }
                            }
                            return true;
                        } finally {
                            running.decrementAndGet();
                        }
                    })
                    .toList());
            for (var done : writing) {
                done.get();
            }
            reader.get();
        }
        Map<String, Token> listed = new HashMap<>();
        entries.rows(caller(entries.ana), entries.store.index(caller(entries.ana), ""))
                .forEach(row -> listed.put(row.key(), row.entry().token()));
        assertThat(followed).isEqualTo(listed).isNotEmpty();
    }
}
