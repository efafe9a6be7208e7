package lectern.syncnode.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static lectern.syncnode.entry.TestEntries.at;
import static lectern.syncnode.entry.TestEntries.author;
import static lectern.syncnode.entry.TestEntries.caller;
import static lectern.syncnode.entry.TestEntries.done;
import static lectern.syncnode.entry.TestEntries.named;
import static lectern.syncnode.entry.TestEntries.refused;
import static lectern.syncnode.entry.TestEntries.token;
import static lectern.syncnode.entry.TestEntries.value;
import static org.assertj.core.api.Assertions.assertThat;

/// What was replaced or deleted, and how it comes back.
interface HistoryContract extends EntriesContract {
    @Test
    default void replacedVersionsAreKept() {
        var entries = entries();
        var first = done(entries.tryPut(
                        entries.ana, named("a"), Expected.NOTHING, value("one", Optional.of("the meta"))))
                .entry();
        entries.pass(Duration.ofMinutes(1));
        var second = entries.update(entries.ana, first, "two");
        entries.update(entries.ana, second, "three");

        assertThat(entries.versions(entries.ana, named("a"))).containsExactly("three", "old two", "old one");
        var old = done(entries.store.find(
                caller(entries.ana), named("a"), first.token().value()));
        assertThat(old.entry().token()).isEqualTo(first.token());
        assertThat(old.entry().properties()).isEqualTo(first.properties());
        assertThat(old.entry().modified()).isEqualTo(first.modified());
        assertThat(done(entries.store.versions(caller(entries.ana), named("a"))).getLast())
                .isEqualTo(new Version(
                        first.token(), first.properties(), first.modified(), Optional.of(entries.ana.name()), false));
        for (var unknown : new String[] {"x".repeat(32), "no token", ""}) {
            assertThat(refused(entries.store.find(caller(entries.ana), named("a"), unknown)))
                    .isEqualTo(new Obstacle.UnknownVersion());
        }
    }

    @Test
    default void onlyTheLastFewAreKept() {
        var entries = entries();
        var entry = entries.create(entries.ana, "a", "version 0");
        for (int i = 1; i <= 30; i++) {
            entry = entries.update(entries.ana, entry, "version " + i);
        }
        assertThat(entries.versions(entries.ana, named("a")))
                .hasSize(11)
                .startsWith("version 30", "old version 29")
                .endsWith("old version 20");
        assertThat(entries.rowsAt(entry.address())).isLessThan(2 + 10 + 8);
    }

    @Test
    default void versionsAreForgottenWithTime() {
        var entries = entries();
        var first = entries.create(entries.ana, "a", "one");
        entries.pass(Duration.ofDays(100));
        var second = entries.update(entries.ana, first, "two");
        entries.pass(Duration.ofDays(20));
        entries.update(entries.ana, second, "three");
        assertThat(entries.versions(entries.ana, named("a"))).containsExactly("three", "old two", "old one");
        entries.pass(Duration.ofDays(11));
        assertThat(entries.versions(entries.ana, named("a"))).containsExactly("three", "old two");
        entries.pass(Duration.ofDays(20));
        assertThat(entries.versions(entries.ana, named("a"))).containsExactly("three");
        assertThat(entries.rowsAt(first.address())).isEqualTo(3); // of the store, its member, and its one version
    }

    @Test
    default void aVersionIsRestoredUnderANewToken() {
        var entries = entries();
        var first = done(entries.tryPut(
                        entries.ana, named("a"), Expected.NOTHING, value("one", Optional.of("the meta"))))
                .entry();
        var second = entries.update(entries.ana, first, "two");
        var one = first.token().value();
        assertThat(refused(entries.store.restore(author(entries.ana), named("a"), one, Expected.NOTHING)))
                .isEqualTo(new Obstacle.TokenMissing(second));
        assertThat(refused(entries.store.restore(author(entries.ana), named("a"), "nothing", token(second))))
                .isEqualTo(new Obstacle.UnknownVersion());

        var mark = entries.mark(entries.ana);
        var restored = done(entries.store.restore(author(entries.ana), named("a"), one, token(second)));
        assertThat(restored.status()).isEqualTo(Written.Status.UPDATED);
        assertThat(restored.entry().token()).isNotIn(first.token(), second.token());
        assertThat(restored.entry().properties()).isEqualTo(first.properties());
        assertThat(entries.find(entries.ana, named("a")).entry()).isEqualTo(restored.entry());
        assertThat(entries.versions(entries.ana, named("a"))).containsExactly("one", "old two", "old one");
        assertThat(entries.changes(entries.ana, mark)).containsExactly("PUT a");
    }

    @Test
    default void aDeletedStoreComesBackWithItsMembers() {
        var entries = entries();
        var first = entries.create(entries.ana, "a", "one");
        entries.share(entries.ana, first, entries.ben, Permission.WRITE);
        entries.share(entries.ana, first, entries.cyd, Permission.READ);
        entries.unshare(entries.ana, first, entries.cyd);
        var second = entries.update(entries.ana, first, "two");
        entries.delete(entries.ana, second);
        var mark = entries.mark(entries.ben);
        assertThat(entries.versions(entries.ana, named("a"))).containsExactly("old two", "old one");
        assertThat(entries.quota(entries.ana).stores()).isZero();
        assertThat(refused(entries.store.versions(caller(entries.ben), at(first))))
                .isEqualTo(new Obstacle.Unknown(Optional.of(entries.now())));
        assertThat(refused(entries.store.restore(
                        author(entries.ana), named("a"), second.token().value(), token(second))))
                .isEqualTo(new Obstacle.Vanished(Optional.of(entries.now())));

        entries.pass(Duration.ofDays(29));
        var back = done(entries.store.restore(
                author(entries.ana), named("a"), second.token().value(), Expected.NOTHING));
        assertThat(back.status()).isEqualTo(Written.Status.CREATED);
        assertThat(entries.text(entries.ben, at(first))).isEqualTo("two");
        assertThat(entries.changes(entries.ben, mark)).containsExactly("PUT a");
        assertThat(entries.missing(entries.cyd, at(first))).isEqualTo(new Obstacle.Unknown(Optional.empty()));
        assertThat(entries.quota(entries.ana))
                .extracting(Quota::stores, Quota::used)
                .containsExactly(1L, 4L);
        done(entries.tryPut(entries.ben, at(first), token(back.entry()), value("three")));
        assertThat(entries.list(entries.ana)).containsExactly("a OWN");
    }

    @Test
    default void ownersSeeWhatTheyCanBringBack() {
        var entries = entries();
        var first = entries.create(entries.ana, "a", "one");
        entries.share(entries.ana, first, entries.ben, Permission.WRITE);
        entries.delete(entries.ana, first);
        entries.pass(Duration.ofDays(1));
        var second = entries.create(entries.ana, "b", "three");
        entries.delete(entries.ana, second);
        entries.create(entries.ana, "c", "stays");

        assertThat(entries.store.trash(caller(entries.ana), 10))
                .containsExactly(
                        new Trashed(second.address(), second.name(), entries.now(), 5),
                        new Trashed(first.address(), first.name(), entries.now().minus(Duration.ofDays(1)), 3));
        assertThat(entries.store.trash(caller(entries.ana), 1)).hasSize(1);
        assertThat(entries.store.trash(caller(entries.ben), 10)).isEmpty();

        done(entries.store.restore(author(entries.ana), at(first), first.token().value(), Expected.NOTHING));
        entries.pass(Duration.ofDays(31));
        assertThat(entries.store.trash(caller(entries.ana), 10)).isEmpty();
    }

    @Test
    default void whatWasDeletedLongAgoDoesNotComeBack() {
        var entries = entries();
        var entry = entries.create(entries.ana, "a", "one");
        entries.delete(entries.ana, entry);
        entries.pass(Duration.ofDays(31));
        assertThat(entries.versions(entries.ana, named("a"))).isEmpty();
        assertThat(refused(entries.store.restore(
                        author(entries.ana), named("a"), entry.token().value(), Expected.NOTHING)))
                .isEqualTo(new Obstacle.UnknownVersion());
    }

    @Test
    default void aServerMayKeepNoHistory() {
        var usual = EntrySettings.defaults();
        var entries = entries(new EntrySettings(
                usual.sharedNames(), 0, 0, usual.tombstones(), 0, usual.versionAge(), usual.trashAge()));
        var large = entries.inBlob(entries.ana, "large");
        var first = done(entries.tryPut(entries.ana, named("a"), Expected.NOTHING, large))
                .entry();
        entries.update(entries.ana, first, "two");
        assertThat(entries.versions(entries.ana, named("a"))).containsExactly("two");
        entries.pass(Duration.ofHours(2));
        assertThat(entries.blobs.has(((Content.InBlob) large.content()).id())).isFalse();
    }

    @Test
    default void whatIsWrongIsCounted() {
        var entries = entries();
        var before = entries.store.facts();
        var entry = entries.create(entries.ana, "a", "one");
        var second = entries.update(entries.ana, entry, "two");
        var large = done(entries.tryPut(
                        entries.ana, named("b"), Expected.NOTHING, entries.inBlob(entries.ana, "large")))
                .entry();
        entries.delete(entries.ana, second);
        var facts = entries.store.facts();
        assertThat(facts.stores() - before.stores()).isEqualTo(1);
        assertThat(facts.bytes() - before.bytes()).isEqualTo(5);
        assertThat(facts.versions() - before.versions()).isEqualTo(2);
        assertThat(facts.versionBytes() - before.versionBytes()).isEqualTo(6);
        assertThat(facts.tombstones() - before.tombstones()).isEqualTo(1);
        assertThat(facts.withoutBytes()).isEqualTo(before.withoutBytes());
        entries.db.write(tx -> tx.update(
                "delete from blob where blob_id = (select blob_id from store_version where address = ?)",
                large.address().value()));
        assertThat(entries.store.facts().withoutBytes()).isEqualTo(before.withoutBytes() + 1);
    }

    @Test
    default void whoeverComparesDigestsSeesEveryVersionThatIsKept() {
        var entries = entries();
        var entry = entries.create(entries.ana, "a", "one");
        entries.update(entries.ana, entry, "two");
        var large = entries.inBlob(entries.ben, "large");
        done(entries.tryPut(entries.ben, named("b"), Expected.NOTHING, large));

        var before = new ArrayList<KeptVersion>();
        for (var page = entries.store.kept(0, 2);
                !page.isEmpty();
                page = entries.store.kept(page.getLast().number(), 2)) {
            before.addAll(page);
        }
        var ours = before.subList(before.size() - 3, before.size());
        assertThat(ours).isSortedAccordingTo(Comparator.comparingLong(KeptVersion::number));
        assertThat(ours.stream()
                        .map(version -> version.content() instanceof Content.Inline inline
                                ? inline.sha256().equals(version.sha256())
                                : version.content().equals(large.content())
                                        && version.sha256()
                                                .equals(large.properties().sha256())))
                .containsExactly(true, true, true);
    }
}
