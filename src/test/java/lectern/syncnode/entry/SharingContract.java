package lectern.syncnode.entry;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import lectern.account.Account;
import lectern.account.AccountName;

import static lectern.syncnode.entry.TestEntries.at;
import static lectern.syncnode.entry.TestEntries.author;
import static lectern.syncnode.entry.TestEntries.caller;
import static lectern.syncnode.entry.TestEntries.done;
import static lectern.syncnode.entry.TestEntries.grant;
import static lectern.syncnode.entry.TestEntries.named;
import static lectern.syncnode.entry.TestEntries.own;
import static lectern.syncnode.entry.TestEntries.refused;
import static lectern.syncnode.entry.TestEntries.token;
import static lectern.syncnode.entry.TestEntries.value;
import static org.assertj.core.api.Assertions.assertThat;

/// Several accounts and one store.
interface SharingContract extends EntriesContract {
    Obstacle UNKNOWN = new Obstacle.Unknown(Optional.empty());

    @Test
    default void aMemberDoesWhatItsPermissionSays() {
        var entries = entries();
        var entry = entries.create(entries.ana, "list", "one");
        entries.share(entries.ana, entry, entries.ben, Permission.READ);
        for (var reference : List.of(named("list"), at(entry))) {
            assertThat(entries.text(entries.ben, reference)).isEqualTo("one");
            assertThat(refused(entries.tryPut(entries.ben, reference, token(entry), value("two"))))
                    .isEqualTo(new Obstacle.Lacking(Permission.WRITE));
            assertThat(refused(
                            entries.store.delete(author(entries.ben), new Operation.Delete(reference, token(entry)))))
                    .isEqualTo(new Obstacle.Lacking(Permission.WRITE));
        }

        entries.share(entries.ana, entry, entries.ben, Permission.WRITE);
        var second = entries.update(entries.ben, entry, "two");
        assertThat(second.permission()).isEqualTo(Permission.WRITE);
        for (var reference : List.of(named("list"), at(entry))) {
            assertThat(refused(
                            entries.store.delete(author(entries.ben), new Operation.Delete(reference, token(second)))))
                    .isEqualTo(new Obstacle.Lacking(Permission.OWN));
            assertThat(refused(entries.store.versions(caller(entries.ben), reference)))
                    .isEqualTo(new Obstacle.Lacking(Permission.OWN));
            assertThat(refused(entries.store.find(
                            caller(entries.ben), reference, entry.token().value())))
                    .isEqualTo(new Obstacle.Lacking(Permission.OWN));
            assertThat(refused(entries.store.restore(
                            author(entries.ben), reference, entry.token().value(), token(second))))
                    .isEqualTo(new Obstacle.Lacking(Permission.OWN));
            assertThat(refused(entries.store.share(
                            author(entries.ben), reference, List.of(grant(entries.cyd, Permission.READ)))))
                    .isEqualTo(new Obstacle.Lacking(Permission.OWN));
        }

        entries.share(entries.ana, entry, entries.ben, Permission.OWN);
        entries.share(entries.ben, entry, entries.cyd, Permission.READ);
        entries.delete(entries.ben, second);
        assertThat(entries.missing(entries.ana, named("list")))
                .isEqualTo(new Obstacle.Unknown(Optional.of(entries.now())))
                .isEqualTo(entries.missing(entries.cyd, named("list")));
    }

    @Test
    default void aStrangerLearnsNothing() {
        var entries = entries();
        var entry = entries.create(entries.ana, "list", "one");
        entries.share(entries.ana, entry, entries.ben, Permission.READ);
        var nowhere = new Reference.At(new Address("a".repeat(43)));
        for (var reference : List.of(at(entry), nowhere)) {
            var cyd = caller(entries.cyd);
            var by = author(entries.cyd);
            assertThat(Stream.of(
                            entries.store.find(cyd, reference),
                            entries.store.find(cyd, reference, entry.token().value()),
                            entries.store.check(cyd, reference, token(entry), 0, 0),
                            entries.store.put(by, new Operation.Put(reference, token(entry), value("x"))),
                            entries.store.delete(by, new Operation.Delete(reference, token(entry))),
                            entries.store.members(cyd, reference),
                            entries.store.share(by, reference, List.of(grant(entries.cyd, Permission.OWN))),
                            entries.store.unshare(
                                    by, reference, List.of(entries.cyd.name().value())),
                            entries.store.versions(cyd, reference),
                            entries.store.restore(by, reference, entry.token().value(), token(entry))))
                    .allSatisfy(outcome -> assertThat(refused(outcome)).isEqualTo(UNKNOWN));
        }
        assertThat(entries.missing(entries.cyd, named("list"))).isEqualTo(UNKNOWN);
    }

    @Test
    default void whoeverIsThrownOutSeesNothingAnyMore() {
        var entries = entries();
        var entry = entries.create(entries.ana, "list", "one");
        entries.share(entries.ana, entry, entries.ben, Permission.WRITE);
        entries.unshare(entries.ana, entry, entries.ben);
        assertThat(entries.missing(entries.ben, named("list"))).isEqualTo(UNKNOWN);
        assertThat(entries.missing(entries.ben, at(entry))).isEqualTo(UNKNOWN);
        assertThat(refused(entries.tryPut(entries.ben, at(entry), token(entry), value("two"))))
                .isEqualTo(UNKNOWN);
        entries.delete(entries.ana, entry);
        assertThat(entries.missing(entries.ben, at(entry))).isEqualTo(UNKNOWN);
    }

    @Test
    default void onesOwnStoreWinsOverAShareOfItsName() {
        var entries = entries();
        var anas = entries.create(entries.ana, "list", "hers");
        entries.share(entries.ana, anas, entries.ben, Permission.WRITE);
        var bens = entries.create(entries.ben, "list", "his");
        assertThat(entries.text(entries.ben, named("list"))).isEqualTo("his");
        assertThat(entries.text(entries.ben, at(anas))).isEqualTo("hers");
        assertThat(entries.list(entries.ben))
                .containsExactly("list OWN", anas.address().text() + " WRITE");

        entries.delete(entries.ben, bens);
        assertThat(entries.text(entries.ben, named("list"))).isEqualTo("hers");
        assertThat(entries.list(entries.ben)).containsExactly("list WRITE");
    }

    @Test
    default void aNameThatTwoShareIsAmbiguous() {
        var entries = entries();
        var anas = entries.create(entries.ana, "list", "hers");
        var bens = entries.create(entries.ben, "list", "his");
        entries.share(entries.ana, anas, entries.cyd, Permission.WRITE);
        entries.share(entries.ben, bens, entries.cyd, Permission.READ);
        assertThat(entries.missing(entries.cyd, named("list")))
                .isInstanceOfSatisfying(
                        Obstacle.Ambiguous.class,
                        several -> assertThat(several.addresses())
                                .containsExactlyInAnyOrder(anas.address(), bens.address()));
        assertThat(refused(entries.tryPut(entries.cyd, named("list"), Expected.NOTHING, value("x"))))
                .isInstanceOf(Obstacle.Ambiguous.class);
        assertThat(entries.list(entries.cyd))
                .containsExactlyInAnyOrder(
                        anas.address().text() + " WRITE", bens.address().text() + " READ");
        assertThat(entries.page(entries.cyd, Optional.empty()).changes())
                .extracting(Change::key)
                .containsExactlyInAnyOrder(anas.address().text(), bens.address().text());

        assertThat(entries.missing(entries.cyd, own("list"))).isEqualTo(UNKNOWN);
        entries.create(entries.cyd, "list", "theirs");
        assertThat(entries.text(entries.cyd, named("list"))).isEqualTo("theirs");
    }

    @Test
    default void aServerMayLetSharesBeFoundByAddressOnly() {
        var usual = EntrySettings.defaults();
        var entries = entries(new EntrySettings(
                EntrySettings.SharedNames.ADDRESS,
                0,
                0,
                usual.tombstones(),
                usual.versions(),
                usual.versionAge(),
                usual.trashAge()));
        var anas = entries.create(entries.ana, "list", "hers");
        entries.share(entries.ana, anas, entries.ben, Permission.WRITE);
        assertThat(entries.missing(entries.ben, named("list"))).isEqualTo(UNKNOWN);
        assertThat(entries.text(entries.ben, at(anas))).isEqualTo("hers");
        assertThat(entries.list(entries.ben)).containsExactly(anas.address().text() + " WRITE");
        done(entries.tryPut(entries.ben, named("list"), Expected.NOTHING, value("his")));
        assertThat(entries.text(entries.ben, named("list"))).isEqualTo("his");
    }

    @Test
    default void oldPermissionsDoNotComeBackWithTheName() {
        var entries = entries();
        var first = entries.create(entries.ana, "list", "one");
        entries.share(entries.ana, first, entries.ben, Permission.OWN);
        entries.delete(entries.ana, first);
        entries.pass(Duration.ofMinutes(1));
        var deleted = entries.now().minus(Duration.ofMinutes(1));
        var second = entries.create(entries.ana, "list", "two");

        assertThat(second.address()).isEqualTo(first.address());
        assertThat(entries.missing(entries.ben, at(first))).isEqualTo(new Obstacle.Unknown(Optional.of(deleted)));
        assertThat(refused(entries.store.versions(caller(entries.ben), at(first))))
                .isEqualTo(new Obstacle.Unknown(Optional.of(deleted)));
        assertThat(done(entries.store.members(caller(entries.ana), named("list"))))
                .hasSize(1);
        entries.delete(entries.ana, second);
        done(entries.store.restore(
                author(entries.ana), named("list"), second.token().value(), Expected.NOTHING));
        assertThat(entries.missing(entries.ben, at(first))).isEqualTo(new Obstacle.Unknown(Optional.of(deleted)));
    }

    // --- members

    @Test
    default void ownersSeeEverybodyAndOthersThemselves() {
        var entries = entries();
        var entry = entries.create(entries.ana, "list", "one");
        entries.share(entries.ana, entry, entries.cyd, Permission.OWN);
        entries.share(entries.ana, entry, entries.ben, Permission.READ);
        assertThat(done(entries.store.members(caller(entries.cyd), at(entry))))
                .containsExactly(
                        new Member(entries.ana.name(), Permission.OWN),
                        new Member(entries.cyd.name(), Permission.OWN),
                        new Member(entries.ben.name(), Permission.READ));
        assertThat(done(entries.store.members(caller(entries.ben), at(entry))))
                .containsExactly(new Member(entries.ben.name(), Permission.READ));
    }

    @Test
    default void sharingIsAllOrNothing() {
        var entries = entries();
        var entry = entries.create(entries.ana, "list", "one");
        assertThat(refused(entries.store.share(
                        author(entries.ana),
                        at(entry),
                        List.of(grant(entries.ben, Permission.READ), new Grant("nobody at all", Permission.READ)))))
                .isEqualTo(new Obstacle.UnknownUsers(List.of("nobody at all")));
        var shouted = entries.ben.name().value().toUpperCase(Locale.ROOT);
        assertThat(refused(entries.store.share(
                        author(entries.ana),
                        at(entry),
                        List.of(grant(entries.ben, Permission.READ), new Grant(shouted, Permission.OWN)))))
                .isEqualTo(new Obstacle.SameUserTwice(shouted));
        assertThat(refused(entries.store.share(
                        author(entries.ana),
                        at(entry),
                        List.of(grant(entries.ben, Permission.READ), grant(entries.ana, Permission.WRITE)))))
                .isEqualTo(new Obstacle.LastOwner());
        assertThat(entries.missing(entries.ben, at(entry))).isEqualTo(UNKNOWN);
        assertThat(done(entries.store.share(author(entries.ana), at(entry), List.of())))
                .isZero();
    }

    @Test
    default void aStoreHasSoManyMembersAtMost() {
        var entries = entries();
        var entry = entries.create(entries.ana, "list", "one");
        var crowd = IntStream.range(1, EntryStore.MOST_MEMBERS)
                .mapToObj(i -> grant(entries.accounts.make("member " + i), Permission.READ))
                .toList();
        assertThat(done(entries.store.share(author(entries.ana), at(entry), crowd)))
                .isEqualTo(EntryStore.MOST_MEMBERS - 1);
        assertThat(refused(entries.store.share(
                        author(entries.ana), at(entry), List.of(grant(entries.ben, Permission.READ)))))
                .isEqualTo(new Obstacle.TooManyMembers(EntryStore.MOST_MEMBERS));
        entries.update(entries.ana, entry, "two");
    }

    @Test
    default void theLastOwnerStays() {
        var entries = entries();
        var entry = entries.create(entries.ana, "list", "one");
        entries.share(entries.ana, entry, entries.ben, Permission.WRITE);
        assertThat(refused(leave(entries, entries.ana, entry))).isEqualTo(new Obstacle.LastOwner());
        done(leave(entries, entries.ben, entry));
        assertThat(entries.missing(entries.ben, at(entry))).isEqualTo(UNKNOWN);

        entries.share(entries.ana, entry, entries.ben, Permission.OWN);
        entries.unshare(entries.ben, entry, entries.ana);
        assertThat(entries.missing(entries.ana, named("list"))).isEqualTo(UNKNOWN);
        assertThat(entries.text(entries.ben, named("list"))).isEqualTo("one");
    }

    @Test
    default void onlyOwnersThrowOut() {
        var entries = entries();
        var entry = entries.create(entries.ana, "list", "one");
        entries.share(entries.ana, entry, entries.ben, Permission.WRITE);
        for (var user : List.of(entries.ana.name().value(), entries.cyd.name().value(), "nobody at all")) {
            assertThat(refused(entries.store.unshare(author(entries.ben), at(entry), List.of(user))))
                    .isEqualTo(new Obstacle.Lacking(Permission.OWN));
        }
        assertThat(done(entries.store.unshare(
                        author(entries.ana),
                        at(entry),
                        List.of(entries.cyd.name().value(), "nobody at all"))))
                .isZero();
    }

    @Test
    default void aCreatorWhoWasRemovedMayUseTheNameAgain() {
        var entries = entries();
        var first = entries.create(entries.ana, "list", "one");
        entries.share(entries.ana, first, entries.ben, Permission.OWN);
        entries.unshare(entries.ben, first, entries.ana);
        assertThat(entries.quota(entries.ana).used()).isZero();
        assertThat(entries.find(entries.ben, at(first)).entry().owner()).hasValue(entries.ben.name());

        var second = entries.create(entries.ana, "list", "anew");
        assertThat(second.address()).isNotEqualTo(first.address());
        assertThat(entries.text(entries.ana, named("list"))).isEqualTo("anew");
        assertThat(entries.text(entries.ben, named("list"))).isEqualTo("one");
        entries.share(entries.ben, first, entries.ana, Permission.READ);
        assertThat(entries.list(entries.ana))
                .containsExactly("list OWN", first.address().text() + " READ");
        entries.delete(entries.ana, second);
        assertThat(entries.create(entries.ana, "list", "again").address()).isEqualTo(second.address());
    }

    @Test
    default void aMembersBytesBelongToTheOwner() {
        var entries = entries();
        var entry = entries.create(entries.ana, "list", "one");
        entries.share(entries.ana, entry, entries.ben, Permission.WRITE);
        var large = entries.inBlob(entries.ben, "by ben");
        done(entries.tryPut(entries.ben, at(entry), token(entry), large));
        entries.delete(entries.ben);
        entries.pass(Duration.ofHours(2));
        assertThat(entries.text(entries.ana, named("list"))).isEqualTo("by ben");
        assertThat(done(entries.store.versions(caller(entries.ana), named("list"))))
                .extracting(Version::by)
                .containsExactly(Optional.<AccountName>empty(), Optional.of(entries.ana.name()));
    }

    private static Outcome<Integer> leave(TestEntries entries, Account account, Entry entry) {
        return entries.store.unshare(
                author(account), at(entry), List.of(account.name().value()));
    }
}
