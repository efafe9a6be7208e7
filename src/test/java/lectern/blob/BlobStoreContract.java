package lectern.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import lectern.account.StaleAccount;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Every BlobStore passes this, on every database.
interface BlobStoreContract {
    TestBlobs blobs();

    @Test
    default void whatWasPutIsRead() throws Exception {
        var blobs = blobs();
        var bytes = new byte[300_000];
        new Random(7).nextBytes(bytes);
        var blob = blobs.store.put(blobs.ana, () -> new ByteArrayInputStream(bytes));

        assertThat(blob.size()).isEqualTo(bytes.length);
        assertThat(blob.sha256()).isEqualTo(sha256(bytes));
        assertThat(blobs.store.has(blob.id())).isTrue();
        assertThat(blobs.read(blob.id())).isEqualTo(bytes);
    }

    @Test
    default void manyArePutInOrder() throws Exception {
        var blobs = blobs();
        var stored = blobs.store.put(blobs.ana, List.of(text("one"), text(""), text("three")));

        assertThat(stored).extracting(Blob::size).containsExactly(3L, 0L, 5L);
        assertThat(stored)
                .extracting(blob -> new String(blobs.read(blob.id()), UTF_8))
                .containsExactly("one", "", "three");
        assertThat(blobs.store.put(blobs.ana, List.of())).isEmpty();
    }

    @Test
    default void equalBytesAreStoredForEachAccount() throws Exception {
        var blobs = blobs();
        var hers = blobs.put(blobs.ana, "the same");
        var his = blobs.put(blobs.ben, "the same");
        blobs.claim(blobs.ana, hers);
        blobs.claim(blobs.ben, his);
        assertThat(his).isNotEqualTo(hers);

        blobs.release(blobs.ana, hers);
        blobs.pass(Duration.ofDays(2));
        blobs.sweep();

        assertThat(blobs.store.has(hers)).isFalse();
        assertThat(blobs.read(his)).asString(UTF_8).isEqualTo("the same");
    }

    @Test
    default void nobodyClaimsABlobOfSomebodyElse() throws Exception {
        var blobs = blobs();
        var hers = blobs.put(blobs.ana, "hers");
        assertThatThrownBy(() -> blobs.claim(blobs.ben, hers)).isInstanceOf(LostBlob.class);
        blobs.claim(blobs.ana, hers);
        assertThatThrownBy(() -> blobs.claim(blobs.ana, hers))
                .as("two rows for one blob")
                .isInstanceOf(LostBlob.class);
    }

    @Test
    default void aClaimedBlobStays() throws Exception {
        var blobs = blobs();
        var blob = blobs.put(blobs.ana, "kept");
        blobs.claim(blobs.ana, blob);
        blobs.pass(Duration.ofDays(400));
        assertThat(blobs.sweep()).isZero();
        assertThat(blobs.read(blob)).asString(UTF_8).isEqualTo("kept");
    }

    @Test
    default void whatNobodyClaimedIsRemovedAfterADay() throws Exception {
        var blobs = blobs();
        var blob = blobs.put(blobs.ana, "forgotten");
        blobs.pass(Duration.ofHours(23));
        assertThat(blobs.sweep()).isZero();
        assertThat(blobs.store.has(blob)).isTrue();

        blobs.pass(Duration.ofHours(2));
        assertThat(blobs.sweep()).isEqualTo(1);
        assertThat(blobs.store.has(blob)).isFalse();
        assertThatThrownBy(() -> blobs.read(blob)).isInstanceOf(MissingBlob.class);
        assertThatThrownBy(() -> blobs.claim(blobs.ana, blob)).isInstanceOf(LostBlob.class);
        assertThat(blobs.sweep()).isZero();
    }

    @Test
    default void aWriteThatTookTooLongIsRefusedRatherThanLeftWithoutItsBytes() throws Exception {
        var blobs = blobs();
        var blob = blobs.store.put(blobs.ana, () -> {
            blobs.pass(Duration.ofDays(2));
            blobs.sweep(); // as another process would
            return stream("too late");
        });

        assertThatThrownBy(() -> blobs.claim(blobs.ana, blob.id())).isInstanceOf(LostBlob.class);
    }

    @Test
    default void aReleasedBlobCanBeReadForAnHour() throws Exception {
        var blobs = blobs();
        var blob = blobs.put(blobs.ana, "old");
        blobs.claim(blobs.ana, blob);
        blobs.release(blobs.ana, blob);
        blobs.pass(Duration.ofMinutes(59));
        assertThat(blobs.sweep()).isZero();
        assertThat(blobs.read(blob)).asString(UTF_8).isEqualTo("old");

        blobs.pass(Duration.ofMinutes(2));
        try (var reader = blobs.store.open(blob)) {
            assertThat(blobs.sweep()).isEqualTo(1);
            assertThat(reader.readAllBytes()).asString(UTF_8).isEqualTo("old");
        }
        assertThat(blobs.store.has(blob)).isFalse();
    }

    @Test
    default void aBlobComesInPieces() throws Exception {
        var blobs = blobs();
        var bytes = new byte[300_000];
        new Random(8).nextBytes(bytes);
        var id = blobs.store.begin(blobs.ana);
        blobs.grow(blobs.store, id, bytes, 0, 100_000);
        blobs.grow(blobs.store, id, bytes, 100_000, 100_001);
        blobs.grow(blobs.another(), id, bytes, 100_001, 250_000);
        blobs.grow(blobs.store, id, bytes, 200_000, 300_000);
        assertThat(blobs.store.has(id)).isFalse();

        var blob = blobs.store.finish(id);
        assertThat(blob).isEqualTo(new Blob(id, bytes.length, sha256(bytes)));
        assertThat(blobs.store.finish(id)).as("once more").isEqualTo(blob);
        assertThat(blobs.read(id)).isEqualTo(bytes);
        assertThat(blobs.files()).containsExactly(id.value());
        blobs.claim(blobs.ana, id);
        assertThatThrownBy(() -> blobs.store.grow(id, 300_000)).isInstanceOf(MissingBlob.class);
    }

    @Test
    default void whatOneProcessSawOfItIsItsDigest() throws Exception {
        var blobs = blobs();
        var bytes = "one piece and another".getBytes(UTF_8);
        var id = blobs.store.begin(blobs.ana);
        blobs.grow(blobs.store, id, bytes, 0, 9);
        blobs.grow(blobs.store, id, bytes, 9, bytes.length);
        assertThat(blobs.store.finish(id).sha256()).isEqualTo(sha256(bytes));

        var empty = blobs.store.begin(blobs.ana);
        assertThat(blobs.store.finish(empty)).isEqualTo(new Blob(empty, 0, sha256(new byte[0])));
    }

    @Test
    default void whatIsWaitedForIsNotGivenUp() throws Exception {
        var blobs = blobs();
        var id = blobs.store.begin(blobs.ana);
        for (int day = 0; day < 5; day++) {
            blobs.keep(blobs.ana, id, Duration.ofHours(25));
            blobs.pass(Duration.ofHours(24));
            assertThat(blobs.sweep()).isZero();
        }
        blobs.grow(blobs.store, id, "late".getBytes(UTF_8), 0, 4);
        assertThatThrownBy(() -> blobs.keep(blobs.ben, id, Duration.ofHours(25)))
                .isInstanceOf(LostBlob.class);

        blobs.pass(Duration.ofHours(2));
        assertThat(blobs.sweep()).isEqualTo(1);
        assertThat(blobs.files()).isEmpty();
        assertThatThrownBy(() -> blobs.keep(blobs.ana, id, Duration.ofHours(25)))
                .isInstanceOf(LostBlob.class);
        assertThatThrownBy(() -> blobs.store.grow(id, 4)).isInstanceOf(MissingBlob.class);
        assertThatThrownBy(() -> blobs.store.finish(id)).isInstanceOf(MissingBlob.class);
    }

    @Test
    default void whatIsNoLongerWaitedForGoesAtOnceUnlessARowRefersToIt() throws Exception {
        var blobs = blobs();
        var abandoned = blobs.store.begin(blobs.ana);
        var claimed = blobs.put(blobs.ana, "kept");
        blobs.claim(blobs.ana, claimed);
        blobs.abandon(blobs.ana, abandoned);
        blobs.abandon(blobs.ana, claimed);
        assertThat(blobs.sweep()).isEqualTo(1);
        assertThat(blobs.files()).containsExactly(claimed.value());
    }

    @Test
    default void bytesAreReadFromAnyPlace() throws Exception {
        var blobs = blobs();
        var id = blobs.put(blobs.ana, "0123456789");
        try (var channel = blobs.store.channel(id)) {
            var three = ByteBuffer.allocate(3);
            channel.position(4).read(three);
            assertThat(three.array()).asString(UTF_8).isEqualTo("456");
            assertThat(channel.size()).isEqualTo(10);
        }
        blobs.pass(Duration.ofDays(2));
        blobs.sweep();
        assertThatThrownBy(() -> blobs.store.channel(id)).isInstanceOf(MissingBlob.class);
    }

    @Test
    default void whatIsClaimedAndNotThereIsFound() throws Exception {
        var blobs = blobs();
        for (int i = 0; i < 5; i++) {
            blobs.claim(blobs.ana, blobs.put(blobs.ana, "kept " + i));
        }
        blobs.put(blobs.ana, "not claimed");
        assertThat(blobs.store.missing(10)).isEmpty();

        var lost = blobs.damage(3);
        assertThat(blobs.store.missing(10)).containsExactlyInAnyOrderElementsOf(lost);
        assertThat(blobs.store.missing(2)).hasSize(2);
    }

    @Test
    default void whatArrivesInPartLeavesNothing() {
        var blobs = blobs();
        assertThatThrownBy(() -> blobs.store.put(blobs.ana, List.of(text("whole"), BlobStoreContract::cutOff)))
                .isInstanceOf(IOException.class)
                .hasMessage("cut off");
        assertThat(blobs.files()).isEmpty();
        blobs.pass(Duration.ofDays(2));
        assertThat(blobs.sweep()).isEqualTo(2);
    }

    @Test
    default void anAccountThatChangedStoresNothing() {
        var blobs = blobs();
        blobs.accounts.accounts().delete(blobs.ana);
        assertThatThrownBy(() -> blobs.put(blobs.ana, "too late")).isInstanceOf(StaleAccount.class);
        assertThat(blobs.files()).isEmpty();
    }

    @Test
    default void everythingOfADeletedAccountIsRemovedInBatches() throws Exception {
        var blobs = blobs();
        for (int i = 0; i < 5; i++) {
            blobs.claim(blobs.ana, blobs.put(blobs.ana, "file " + i));
        }
        blobs.put(blobs.ana, "not claimed");
        var his = blobs.put(blobs.ben, "his");
        blobs.claim(blobs.ben, his);
        blobs.accounts.accounts().delete(blobs.ana);

        assertThat(blobs.store.deleteSome(blobs.ana.id(), 4)).isEqualTo(4);
        assertThat(blobs.store.deleteSome(blobs.ana.id(), 4)).isEqualTo(2);
        assertThat(blobs.store.deleteSome(blobs.ana.id(), 4)).isZero();

        blobs.accounts.accounts().forget(blobs.ana.id()); // would be refused while a row refers to it
        assertThat(blobs.files()).containsExactly(his.value());
    }

    @Test
    default void asMuchIsRemovedAsIsAsked() throws Exception {
        var blobs = blobs();
        blobs.store.put(blobs.ana, List.of(text("1"), text("2"), text("3")));
        blobs.pass(Duration.ofDays(2));
        assertThat(blobs.store.deleteExpired(blobs.clock.instant(), 2)).isEqualTo(2);
        assertThat(blobs.store.deleteExpired(blobs.clock.instant(), 2)).isEqualTo(1);
        assertThat(blobs.files()).isEmpty();
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static BlobStore.Content text(String text) {
        return () -> stream(text);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream cutOff() {
        return new SequenceInputStream(stream("par"), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cut off");
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                throw new IOException("cut off");
            }
        });
    }
}
