package lectern.anki.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import lectern.account.StaleAccount;
import lectern.anki.media.MediaRecord.State;
import lectern.blob.BlobId;
import lectern.blob.LostBlob;

import static lectern.anki.media.TestMedia.blob;
import static lectern.anki.media.TestMedia.delete;
import static lectern.anki.media.TestMedia.fingerprint;
import static lectern.anki.media.TestMedia.inRow;
import static lectern.anki.media.TestMedia.name;
import static lectern.anki.media.TestMedia.put;
import static lectern.anki.media.TestMedia.sha1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Every MediaIndex passes this.
interface MediaIndexContract {
    TestMedia media();

    @Test
    default void atFirstThereIsNothing() {
        var media = media();
        assertThat(media.index.usn(media.ana)).isZero();
        assertThat(media.index.files(media.ana)).isZero();
        assertThat(media.index.bytes(media.ana)).isZero();
        assertThat(media.changes(0)).isEmpty();
        assertThat(media.find(100, "a.jpg")).isEmpty();
        assertThat(media.apply()).isZero();
    }

    @Test
    default void everyChangeHasANumberOfItsOwn() {
        var media = media();
        assertThat(media.apply(put("a.jpg", "a"), put("b.jpg", "b"), put("c.jpg", "c")))
                .isEqualTo(3);
        assertThat(media.apply(put("a.jpg", "other"), delete("b.jpg"), put("d.jpg", "d")))
                .isEqualTo(6);

        assertThat(media.changes(0)).containsExactly("c.jpg 3", "a.jpg 4", "b.jpg 5 -", "d.jpg 6");
        assertThat(media.changes(4)).containsExactly("b.jpg 5 -", "d.jpg 6");
        assertThat(media.changes(6)).isEmpty();
        assertThat(media.index.usn(media.ana)).isEqualTo(6);
        assertThat(media.index.files(media.ana)).isEqualTo(3);
        assertThat(media.index.bytes(media.ana)).isEqualTo("other".length() + "c".length() + "d".length());
        assertThat(media.index.usn(media.ben)).isZero();
    }

    @Test
    default void whatIsAlreadySoIsNoChange() {
        var media = media();
        media.apply(put("a.jpg", "a"), put("b.jpg", "b"), delete("b.jpg"));

        assertThat(media.apply(put("a.jpg", "a"), delete("b.jpg"), delete("never there")))
                .isEqualTo(3);
        assertThat(media.changes(0)).containsExactly("a.jpg 1", "b.jpg 3 -");
        assertThat(media.index.files(media.ana)).isEqualTo(1);
    }

    @Test
    default void aDeletedFileComesBackUnderANewNumber() {
        var media = media();
        media.apply(put("a.jpg", "a"), delete("a.jpg"));
        assertThat(media.find(100, "a.jpg")).isEmpty();
        assertThat(media.apply(put("a.jpg", "a"))).isEqualTo(3);
        assertThat(media.changes(0)).containsExactly("a.jpg 3");
        assertThat(media.find(100, "a.jpg")).containsExactly("a");
    }

    @Test
    default void oneNameMayChangeTwiceAtOnce() {
        var media = media();
        assertThat(media.apply(put("a.jpg", "1"), put("a.jpg", "2"), put("a.jpg", "2")))
                .isEqualTo(2);
        assertThat(media.find(100, "a.jpg")).containsExactly("2");
        assertThat(media.changes(0)).containsExactly("a.jpg 2");
        assertThat(media.index.files(media.ana)).isEqualTo(1);
    }

    @Test
    default void theHashToldIsThatOfTheBytes() {
        var media = media();
        media.apply(put("a.jpg", "a"), put("b.jpg", "b"), delete("b.jpg"));
        assertThat(media.index.changes(media.ana, 0, 10))
                .containsExactly(
                        new MediaChange(name("a.jpg"), 1, Optional.of(sha1("a"))),
                        new MediaChange(name("b.jpg"), 3, Optional.empty()));
    }

    @Test
    default void namesThatDifferInAnythingAreDifferentNames() {
        var media = media();
        var names = List.of("a.jpg", "A.jpg", "ä.jpg", "ß", "ss", " a.jpg", "a.jpg ", "日本.mp3", "😀.png", "%", "'");
        names.forEach(name -> media.apply(put(name, "of " + name)));
        assertThat(media.find(10_000, names.toArray(String[]::new)))
                .containsExactlyElementsOf(
                        names.stream().map(name -> "of " + name).toList());
        assertThat(media.index.files(media.ana)).isEqualTo(names.size());
    }

    @Test
    default void changesComeInPagesAndNoneIsSkipped() {
        var media = media();
        for (int from = 0; from < 1001; from += 100) {
            media.apply(IntStream.range(from, Math.min(from + 100, 1001))
                    .mapToObj(i -> put("file " + i, "content " + i))
                    .toArray(MediaEdit[]::new));
        }
        var first = media.index.changes(media.ana, 0, 1000);
        assertThat(first)
                .extracting(MediaChange::usn)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 1000).mapToObj(i -> (long) i).toList());
        assertThat(media.index.changes(media.ana, first.getLast().usn(), 1000))
                .extracting(MediaChange::name)
                .containsExactly(name("file 1000"));
        assertThat(media.index.files(media.ana)).isEqualTo(1001);
    }

    @Test
    default void filesAreFoundFromTheFirstOnUntilItIsEnough() {
        var media = media();
        media.apply(put("a", "aaaa"), put("b", "bbbb"), put("c", "cc"), put("gone", "g"), delete("gone"));

        assertThat(media.find(8, "a", "b", "c")).containsExactly("aaaa", "bbbb");
        assertThat(media.find(9, "a", "b", "c")).containsExactly("aaaa", "bbbb");
        assertThat(media.find(10, "a", "b", "c")).containsExactly("aaaa", "bbbb", "cc");
        assertThat(media.find(1, "b", "a")).containsExactly("bbbb");
        assertThat(media.find(10, "c", "gone", "a")).containsExactly("cc");
        assertThat(media.find(10, "unknown", "a")).isEmpty();
        assertThat(media.find(10, "c", "c")).containsExactly("cc", "cc");
    }

    @Test
    default void bytesInABlobAreKeptAsLongAsTheyAreAFile() {
        var media = media();
        var first = media.inBlob(media.ana, "a", "first");
        media.apply(new MediaEdit.Put(first));
        media.pass(Duration.ofDays(400));
        assertThat(media.find(100, "a")).containsExactly("first");

        var second = media.inBlob(media.ana, "a", "second");
        media.apply(new MediaEdit.Put(second));
        media.pass(Duration.ofHours(2));
        assertThat(media.blobs.has(blob(first))).isFalse();
        assertThat(media.find(100, "a")).containsExactly("second");

        media.apply(put("a", "in the row"));
        media.pass(Duration.ofHours(2));
        assertThat(media.blobs.has(blob(second))).isFalse();
        assertThat(media.find(100, "a")).containsExactly("in the row");

        var third = media.inBlob(media.ana, "b", "third");
        media.apply(new MediaEdit.Put(third), delete("b"));
        media.pass(Duration.ofHours(2));
        assertThat(media.blobs.has(blob(third))).isFalse();
    }

    @Test
    default void bytesThatAreThereAlreadyAreNotKeptTwice() {
        var media = media();
        var first = media.inBlob(media.ana, "a", "the same");
        var second = media.inBlob(media.ana, "a", "the same");
        assertThat(media.apply(new MediaEdit.Put(first), new MediaEdit.Put(second)))
                .isEqualTo(1);
        media.pass(Duration.ofDays(2));
        assertThat(media.find(100, "a")).containsExactly("the same");
        assertThat(media.blobs.has(blob(first))).isTrue();
        assertThat(media.blobs.has(blob(second))).isFalse();
    }

    @Test
    default void withoutItsBytesNothingIsWritten() {
        var media = media();
        media.apply(put("a", "a"));
        var nowhere =
                new MediaFile(name("b"), fingerprint(new byte[9]), new MediaBytes.InBlob(new BlobId("0".repeat(32))));
        assertThatThrownBy(() -> media.apply(put("c", "c"), delete("a"), new MediaEdit.Put(nowhere)))
                .isInstanceOf(LostBlob.class);

        var late = media.inBlob(media.ana, "b", "late");
        media.pass(Duration.ofDays(2));
        assertThatThrownBy(() -> media.apply(put("c", "c"), new MediaEdit.Put(late)))
                .isInstanceOf(LostBlob.class);

        assertThat(media.changes(0)).containsExactly("a 1");
        assertThat(media.index.usn(media.ana)).isEqualTo(1);
        assertThat(media.index.files(media.ana)).isEqualTo(1);
    }

    @Test
    default void nobodyHasAFileInSomebodyElsesBlob() {
        var media = media();
        var bens = media.inBlob(media.ben, "a", "his");
        assertThatThrownBy(() -> media.apply(new MediaEdit.Put(bens))).isInstanceOf(LostBlob.class);
    }

    @Test
    default void anAccountThatChangedReadsAndWritesNothing() {
        var media = media();
        media.apply(put("a", "a"));
        media.accounts.accounts().delete(media.ana);
        assertThatThrownBy(() -> media.apply(put("b", "b"))).isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> media.changes(0)).isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> media.find(1, "a")).isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> media.index.usn(media.ana)).isInstanceOf(StaleAccount.class);
    }

    @Test
    default void everythingOfADeletedAccountIsRemovedInBatches() {
        var media = media();
        media.apply(put("a", "a"), put("b", "b"), delete("b"), new MediaEdit.Put(media.inBlob(media.ana, "c", "c")));
        media.index.apply(media.ben, List.of(put("a", "his")));
        media.accounts.accounts().delete(media.ana);

        assertThat(media.index.deleteSome(media.ana.id(), 2)).isEqualTo(2);
        assertThat(media.index.deleteSome(media.ana.id(), 2)).isEqualTo(2);
        assertThat(media.index.deleteSome(media.ana.id(), 2)).isZero();
        assertThat(media.blobs.deleteSome(media.ana.id(), 2)).isEqualTo(1);

        media.accounts.accounts().forget(media.ana.id()); // would be refused while a row refers to it
        assertThat(media.index.files(media.ben)).isEqualTo(1);
    }

    @Test
    default void devicesThatUploadAtOnceGetNumbersOfTheirOwn() throws Exception {
        var media = media();
        int devices = 4;
        int uploads = 12;
        var usns = new ArrayList<Long>();
        try (var threads = Executors.newFixedThreadPool(devices)) {
            var running = threads.invokeAll(IntStream.range(0, devices)
                    .<Callable<List<Long>>>mapToObj(device -> () -> IntStream.range(0, uploads)
                            .mapToObj(i -> media.apply(
                                    put("own " + device + " " + i, "content"),
                                    put("shared " + i, "by " + device),
                                    delete("shared " + (i - 1))))
                            .toList())
                    .toList());
            for (var device : running) {
                usns.addAll(device.get());
            }
        }

        assertThat(new HashSet<>(usns)).hasSize(devices * uploads);
        var changes = media.index.changes(media.ana, 0, 1000);
        assertThat(changes).extracting(MediaChange::usn).isSorted().doesNotHaveDuplicates();
        assertThat(changes.getLast().usn()).isEqualTo(media.index.usn(media.ana));
        assertThat(media.index.files(media.ana))
                .isEqualTo(changes.stream()
                        .filter(change -> change.sha1().isPresent())
                        .count());
    }

    @Test
    default void whatAnotherServerKeptGoesOnWhereItWas() {
        var media = media();
        var kept = List.of(
                new MediaRecord(
                        name("a"),
                        4,
                        new State.Present(
                                inRow("a", "a").fingerprint(), inRow("a", "a").bytes())),
                new MediaRecord(name("gone"), 7, new State.Deleted(sha1("gone"))),
                record(8, media.inBlob(media.ana, "b", "b")));
        media.index.restore(media.ana, kept, 8);

        assertThat(media.changes(0)).containsExactly("a 4", "gone 7 -", "b 8");
        assertThat(media.index.files(media.ana)).isEqualTo(2);
        assertThat(media.find(10, "a", "b")).containsExactly("a", "b");
        media.pass(Duration.ofDays(2));
        assertThat(media.apply(delete("b"), delete("gone"))).isEqualTo(9);

        media.index.restore(media.ana, List.of(), 20);
        assertThat(media.apply(put("b", "b"), delete("b"))).isEqualTo(22);
        media.index.restore(media.ana, List.of(), 5);
        assertThat(media.index.usn(media.ana)).isEqualTo(22);

        assertThat(media.index.records(media.ana, 4, 10))
                .containsExactly(
                        new MediaRecord(name("gone"), 7, new State.Deleted(sha1("gone"))),
                        new MediaRecord(name("b"), 22, new State.Deleted(sha1("b"))));
    }

    @Test
    default void numbersNeverGoBack() {
        var media = media();
        media.apply(put("a", "a"), put("b", "b"));
        for (var usns : List.of(List.of(3L, 3L), List.of(2L), List.of(4L, 3L), List.of(3L, 9L))) {
            var records = usns.stream().map(usn -> record(usn, inRow("c", "c"))).toList();
            assertThatThrownBy(() -> media.index.restore(media.ana, records, 4))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(media.changes(0)).containsExactly("a 1", "b 2");
    }

    private static MediaRecord record(long usn, MediaFile file) {
        return new MediaRecord(file.name(), usn, new State.Present(file.fingerprint(), file.bytes()));
    }
}
