package lectern.syncnode.entry;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static lectern.syncnode.entry.TestEntries.at;
import static lectern.syncnode.entry.TestEntries.author;
import static lectern.syncnode.entry.TestEntries.caller;
import static lectern.syncnode.entry.TestEntries.done;
import static lectern.syncnode.entry.TestEntries.named;
import static lectern.syncnode.entry.TestEntries.token;
import static lectern.syncnode.entry.TestEntries.value;
import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of stores when an account is deleted.
interface DepartureContract extends EntriesContract {
    @Test
    default void aStoreThatNobodyElseOwnsIsDeletedForEverybody() {
        var entries = entries();
        var entry = entries.create(entries.ana, "list", "one");
        entries.share(entries.ana, entry, entries.ben, Permission.WRITE);
        entries.update(entries.ben, entry, "two");
        var mark = entries.mark(entries.ben);
        entries.delete(entries.ana);

        assertThat(entries.changes(entries.ben, mark)).containsExactly("OWNER_DELETED list");
        assertThat(entries.missing(entries.ben, at(entry))).isEqualTo(new Obstacle.Unknown(Optional.of(entries.now())));
        assertThat(entries.list(entries.ben)).isEmpty();
        assertThat(entries.rowsAt(entry.address())).isEqualTo(1);
        entries.pass(Duration.ofDays(181));
        assertThat(entries.rowsAt(entry.address())).isZero();
    }

    @Test
    default void whatNobodyOwnsAnyMoreIsGoneBeforeTheSweeperComes() {
        var entries = entries();
        var entry = entries.create(entries.ana, "list", "one");
        entries.share(entries.ana, entry, entries.ben, Permission.WRITE);
        entries.share(entries.ana, entry, entries.cyd, Permission.OWN);
        var mark = entries.mark(entries.ben);
        var tag = entries.store.standing(caller(entries.ben)).tag();

        entries.accounts.accounts().delete(entries.ana);
        assertThat(entries.text(entries.ben, named("list"))).isEqualTo("one");
        entries.accounts.accounts().delete(entries.cyd);

        var gone = entries.missing(entries.ben, named("list"));
        assertThat(gone)
                .isInstanceOfSatisfying(
                        Obstacle.Unknown.class,
                        unknown -> assertThat(unknown.deleted()).isPresent());
        assertThat(entries.missing(entries.ben, at(entry))).isEqualTo(gone);
        assertThat(entries.store.members(caller(entries.ben), at(entry))).isEqualTo(Outcome.refused(gone));
        assertThat(entries.list(entries.ben)).isEmpty();
        assertThat(entries.changes(entries.ben, mark)).isEmpty();
        assertThat(entries.store.standing(caller(entries.ben)).tag()).isNotEqualTo(tag);
        assertThat(entries.tryPut(entries.ben, at(entry), token(entry), value("two")))
                .isEqualTo(Outcome.refused(gone));
        entries.create(entries.ben, "list", "his own");

        entries.sweep(entries.ana);
        entries.sweep(entries.cyd);
        assertThat(entries.changes(entries.ben, mark))
                .containsExactly("PUT list", "OWNER_DELETED " + entry.address().text());
        assertThat(entries.text(entries.ben, named("list"))).isEqualTo("his own");
    }

    @Test
    default void aStoreThatSomebodyElseOwnsStaysAndIsChargedToThem() {
        var entries = entries();
        var first = done(entries.tryPut(
                        entries.ana, named("list"), Expected.NOTHING, entries.inBlob(entries.ana, "large")))
                .entry();
        entries.share(entries.ana, first, entries.ben, Permission.WRITE);
        entries.pass(Duration.ofMinutes(1));
        entries.share(entries.ana, first, entries.cyd, Permission.OWN);
        entries.pass(Duration.ofMinutes(1));
        entries.share(entries.ana, first, entries.ben, Permission.OWN);
        var second = done(entries.tryPut(entries.ana, at(first), token(first), entries.inBlob(entries.ana, "larger")))
                .entry();
        var mark = entries.mark(entries.cyd);
        var tag = entries.store.standing(caller(entries.cyd)).tag();
        entries.delete(entries.ana);
        entries.pass(Duration.ofHours(2));

        assertThat(entries.versions(entries.cyd, at(first))).containsExactly("larger", "old large");
        assertThat(entries.find(entries.cyd, named("list")).entry().token()).isEqualTo(second.token());
        assertThat(entries.find(entries.cyd, named("list")).entry().owner()).hasValue(entries.ben.name());
        assertThat(entries.changes(entries.cyd, mark)).containsExactly("PUT list");
        assertThat(entries.store.standing(caller(entries.cyd)).tag()).isNotEqualTo(tag);
        assertThat(entries.quota(entries.ben).used()).isEqualTo(4 + 6); // a member for longer than cyd
        assertThat(entries.quota(entries.cyd).used()).isZero();
        assertThat(done(entries.store.members(caller(entries.ben), at(first)))).hasSize(2);

        entries.delete(entries.ben);
        assertThat(entries.text(entries.cyd, named("list"))).isEqualTo("larger");
        entries.update(entries.cyd, entries.find(entries.cyd, at(first)).entry(), "small");
        assertThat(entries.quota(entries.cyd).used()).isEqualTo(4 + 5);
        entries.delete(entries.cyd);
        assertThat(entries.rowsAt(first.address())).isZero();
    }

    @Test
    default void aMemberGoesWithoutATrace() {
        var entries = entries();
        var entry = entries.create(entries.ana, "list", "one");
        entries.share(entries.ana, entry, entries.ben, Permission.READ);
        var mark = entries.mark(entries.ana);
        entries.delete(entries.ben);
        assertThat(done(entries.store.members(caller(entries.ana), named("list"))))
                .hasSize(1);
        assertThat(entries.changes(entries.ana, mark)).isEmpty();
        entries.update(entries.ana, entry, "two");
    }

    @Test
    default void aDeletedStoreIsStillItsOtherOwners() {
        var entries = entries();
        var entry = entries.create(entries.ana, "list", "one");
        entries.share(entries.ana, entry, entries.ben, Permission.OWN);
        entries.delete(entries.ana, entry);
        entries.delete(entries.ana);
        var back = done(entries.store.restore(
                author(entries.ben), at(entry), entry.token().value(), Expected.NOTHING));
        assertThat(back.entry().owner()).hasValue(entries.ben.name());
        assertThat(entries.text(entries.ben, named("list"))).isEqualTo("one");
        assertThat(entries.quota(entries.ben).stores()).isEqualTo(1);
        entries.update(entries.ben, back.entry(), "two");
    }

    @Test
    default void oneWhoOwnsAloneWhatAnotherMadeTakesItAlong() {
        var entries = entries();
        var entry = entries.create(entries.ana, "list", "one");
        entries.share(entries.ana, entry, entries.ben, Permission.OWN);
        entries.share(entries.ben, entry, entries.ana, Permission.READ);
        entries.delete(entries.ben);
        assertThat(entries.quota(entries.ana).used()).isZero();
        assertThat(entries.quota(entries.ana).stores()).isZero();
        var anew = entries.create(entries.ana, "list", "anew");
        assertThat(entries.text(entries.ana, named("list"))).isEqualTo("anew");
        entries.delete(entries.ana, anew);
    }

    @Test
    default void muchGoesInSmallSteps() {
        var entries = entries();
        for (int i = 0; i < 60; i++) {
            var entry = entries.create(entries.ana, "key " + i, "x");
            entries.update(entries.ana, entry, "y");
        }
        done(entries.store.reserve(
                caller(entries.ana), named("large"), Expected.NOTHING, new ReservationId("an-upload-of-hers"), 10, 0));
        done(entries.tryPut(entries.ben, named("his"), Expected.NOTHING, value("x")));
        entries.accounts.accounts().delete(entries.ana);
        int steps = 0;
        int removed;
        do {
            removed = entries.store.deleteSome(entries.ana.id(), 150);
            steps++;
        } while (removed >= 150);
        assertThat(steps).isBetween(2, 60);
        entries.blobs.deleteSome(entries.ana.id(), 1000);
        entries.accounts.accounts().forget(entries.ana.id()); // would be refused while a row refers to it
        assertThat(entries.list(entries.ben)).containsExactly("his OWN");
    }

    @Test
    default void aNewAccountOfTheSameNameReachesNothingOfTheOld() {
        var entries = entries();
        var entry = entries.create(entries.ana, "list", "one");
        entries.delete(entries.ana);
        var again = entries.accounts.make("ana");
        assertThat(entries.missing(again, at(entry))).isEqualTo(new Obstacle.Unknown(Optional.empty()));
        assertThat(entries.create(again, "list", "x").address()).isNotEqualTo(entry.address());
    }
}
