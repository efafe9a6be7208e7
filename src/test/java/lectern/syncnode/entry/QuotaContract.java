package lectern.syncnode.entry;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

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

/// What is charged to whom, and where it ends.
interface QuotaContract extends EntriesContract {
    ReservationId UPLOAD = new ReservationId("an-upload-of-ana");

    private TestEntries limited(long bytes, long stores) {
        var usual = EntrySettings.defaults();
        return entries(new EntrySettings(
                usual.sharedNames(),
                bytes,
                stores,
                usual.tombstones(),
                usual.versions(),
                usual.versionAge(),
                usual.trashAge()));
    }

    @Test
    default void contentMetadataAndNameAreCharged() {
        var entries = entries();
        assertThat(entries.quota(entries.ana)).isEqualTo(new Quota(0, OptionalLong.empty(), 0, OptionalLong.empty()));
        var entry = done(entries.tryPut(entries.ana, named("é"), Expected.NOTHING, value("12345", Optional.of("abc"))))
                .entry();
        assertThat(entries.quota(entries.ana).used()).isEqualTo(2 + 5 + 3);
        var second = entries.update(entries.ana, entry, "12");
        assertThat(entries.quota(entries.ana).used()).isEqualTo(2 + 2);
        assertThat(entries.quota(entries.ana).stores()).isEqualTo(1);
        entries.delete(entries.ana, second);
        assertThat(entries.quota(entries.ana)).isEqualTo(new Quota(0, OptionalLong.empty(), 0, OptionalLong.empty()));
    }

    @Test
    default void whatIsTooMuchIsRefused() {
        var entries = limited(10, 0);
        var first = done(entries.tryPut(entries.ana, named("a"), Expected.NOTHING, value("12345")));
        assertThat(first.quotaLeft()).hasValue(4);
        var refusal = new Obstacle.OverQuota(6, 10, 11);
        assertThat(refused(entries.tryPut(entries.ana, named("b"), Expected.NOTHING, value("1234"))))
                .isEqualTo(refusal);
        assertThat(refused(entries.store.check(caller(entries.ana), named("b"), Expected.NOTHING, 1, 3)))
                .isEqualTo(refusal);
        assertThat(refused(entries.tryPut(entries.ana, named("a"), token(first.entry()), value("1234567890"))))
                .isEqualTo(refusal);
        assertThat(done(entries.tryPut(entries.ana, named("b"), Expected.NOTHING, value("123")))
                        .quotaLeft())
                .hasValue(0);
        done(entries.tryPut(entries.ana, named("a"), token(first.entry()), value("54321")));
        assertThat(entries.quota(entries.ana).used()).isEqualTo(10);
    }

    @Test
    default void whatIsFullIsSaidBeforeATokenIsLookedAt() {
        var entries = limited(10, 0);
        entries.create(entries.ana, "a", "12345");
        assertThat(refused(entries.tryPut(entries.ana, named("a"), Expected.NOTHING, value("1234567890"))))
                .isInstanceOf(Obstacle.OverQuota.class);
    }

    @Test
    default void aRepetitionOfWhatFilledTheQuotaIsRecognised() {
        var entries = limited(10, 1);
        entries.create(entries.ana, "a", "123456789");
        assertThat(done(entries.tryPut(entries.ana, named("a"), Expected.NOTHING, value("123456789")))
                        .status())
                .isEqualTo(Written.Status.UNCHANGED);
    }

    @Test
    default void storesAreCountedToo() {
        var entries = limited(0, 2);
        var a = entries.create(entries.ana, "a", "x");
        entries.create(entries.ana, "b", "x");
        assertThat(refused(entries.tryPut(entries.ana, named("c"), Expected.NOTHING, value("x"))))
                .isEqualTo(new Obstacle.TooManyStores(2, 2));
        entries.delete(entries.ana, a);
        entries.create(entries.ana, "c", "x");
        assertThat(refused(entries.store.restore(
                        author(entries.ana), named("a"), a.token().value(), Expected.NOTHING)))
                .isEqualTo(new Obstacle.TooManyStores(2, 2));
    }

    @Test
    default void theOwnerIsChargedWhoeverWrites() {
        var entries = limited(10, 0);
        var entry = entries.create(entries.ana, "a", "x");
        entries.share(entries.ana, entry, entries.ben, Permission.WRITE);
        var second = entries.update(entries.ben, entry, "12345");
        assertThat(entries.quota(entries.ana).used()).isEqualTo(6);
        assertThat(entries.quota(entries.ben).used()).isZero();
        assertThat(refused(entries.tryPut(entries.ben, at(entry), token(second), value("1234567890"))))
                .isEqualTo(new Obstacle.OverQuota(6, 10, 11));
    }

    @Test
    default void theOperatorMayGrantAnAccountMoreOrLess() {
        var entries = limited(10, 0);
        entries.store.limit(entries.ana.id(), new QuotaLimit(OptionalLong.of(20), OptionalLong.of(1)));
        var entry = entries.create(entries.ana, "a", "123456789012345");
        assertThat(refused(entries.tryPut(entries.ana, named("b"), Expected.NOTHING, value("x"))))
                .isEqualTo(new Obstacle.TooManyStores(1, 1));

        entries.store.limit(entries.ana.id(), QuotaLimit.USUAL);
        assertThat(entries.store.limit(entries.ana.id())).isEqualTo(QuotaLimit.USUAL);
        assertThat(entries.quota(entries.ana)).isEqualTo(new Quota(16, OptionalLong.of(10), 1, OptionalLong.empty()));
        var smaller = entries.update(entries.ana, entry, "12345678901234");
        assertThat(refused(entries.tryPut(entries.ana, named("a"), token(smaller), value("123456789012345"))))
                .isEqualTo(new Obstacle.OverQuota(15, 10, 16));

        entries.store.limit(entries.ana.id(), new QuotaLimit(OptionalLong.of(0), OptionalLong.empty()));
        entries.update(entries.ana, smaller, "1234567890123456");
        assertThat(entries.quota(entries.ana).limit()).isEmpty();
    }

    @Test
    default void aBatchIsChargedTogether() {
        var entries = limited(10, 0);
        var entry = entries.create(entries.ana, "a", "123");
        var puts = List.<Operation>of(
                new Operation.Put(named("b"), Expected.NOTHING, value("123")),
                new Operation.Put(named("c"), Expected.NOTHING, value("12")));
        assertThat(((BatchResult.Refused) entries.store.batch(author(entries.ana), puts)).obstacles())
                .last()
                .isEqualTo(Optional.of(new Obstacle.OverQuota(8, 10, 11)));
        var exchange = List.of(new Operation.Delete(named("a"), token(entry)), puts.getFirst(), puts.getLast());
        assertThat(entries.store.batch(author(entries.ana), exchange)).isInstanceOf(BatchResult.Applied.class);
        assertThat(entries.quota(entries.ana).used()).isEqualTo(7);
    }

    @Test
    default void anUploadKeepsItsSpace() {
        var entries = limited(10, 0);
        var ana = caller(entries.ana);
        done(entries.store.reserve(ana, named("large"), Expected.NOTHING, UPLOAD, 4, 0));
        assertThat(entries.quota(entries.ana).used()).isEqualTo(4);
        assertThat(refused(entries.tryPut(entries.ana, named("b"), Expected.NOTHING, value("123456"))))
                .isEqualTo(new Obstacle.OverQuota(4, 10, 11));
        done(entries.tryPut(entries.ana, named("b"), Expected.NOTHING, value("1")));

        var put = new Operation.Put(named("large"), Expected.NOTHING, value("123"), Optional.of(UPLOAD));
        done(entries.store.put(author(entries.ana), put));
        assertThat(entries.quota(entries.ana).used()).isEqualTo(10);
        entries.store.release(UPLOAD);
        assertThat(entries.quota(entries.ana).used()).isEqualTo(10);
    }

    @Test
    default void spaceIsGivenBackOnceAndReservedAnew() {
        var entries = limited(10, 0);
        var ana = caller(entries.ana);
        done(entries.store.reserve(ana, named("a"), Expected.NOTHING, UPLOAD, 8, 1));
        done(entries.store.reserve(ana, named("a"), Expected.NOTHING, UPLOAD, 9, 0));
        assertThat(refused(entries.store.reserve(
                        ana, named("b"), Expected.NOTHING, new ReservationId("another-upload-1"), 1, 0)))
                .isEqualTo(new Obstacle.OverQuota(9, 10, 11));
        assertThat(refused(entries.store.reserve(ana, named("a"), Expected.token("x"), UPLOAD, 1, 0)))
                .isInstanceOf(Obstacle.Vanished.class);
        assertThat(entries.quota(entries.ana).used()).isEqualTo(9);
        entries.store.release(UPLOAD);
        entries.store.release(UPLOAD);
        assertThat(entries.quota(entries.ana).used()).isZero();
    }

    @Test
    default void writersAtTheSameTimeNeverExceedIt() throws Exception {
        var entries = limited(100, 0);
        try (var threads = Executors.newFixedThreadPool(8)) {
            var outcomes = threads.invokeAll(IntStream.range(0, 40)
                    .<Callable<Outcome<Written>>>mapToObj(i -> () ->
                            entries.tryPut(entries.ana, named("%02d".formatted(i)), Expected.NOTHING, value("12345")))
                    .toList());
            int stored = 0;
            for (var outcome : outcomes) {
                stored += outcome.get() instanceof Outcome.Done<Written> ? 1 : 0;
            }
            assertThat(stored).isEqualTo(14); // of 7 bytes each
        }
        assertThat(entries.quota(entries.ana).used()).isEqualTo(98);
    }
}
