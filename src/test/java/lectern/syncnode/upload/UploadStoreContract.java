package lectern.syncnode.upload;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import lectern.account.Account;
import lectern.account.StaleAccount;
import lectern.blob.LostBlob;
import lectern.syncnode.upload.Upload.State;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Every UploadStore passes this, on every database.
interface UploadStoreContract {
    Duration DAY = Duration.ofDays(1);

    TestUploads uploads();

    @Test
    default void whatBeganIsFound() {
        var it = uploads();
        var due = it.now().plus(DAY);
        var id = begun(it, it.ana, 10);
        var upload = it.uploads.find(it.ana, id).orElseThrow();
        assertThat(upload)
                .isEqualTo(new Upload(id, upload.blob(), "key äöü", 10, 0, State.OPEN, Optional.empty(), due));
        assertThat(it.uploads.find(it.ben, id)).isEmpty();
        assertThat(it.uploads.find(it.ana, UploadId.random(new SecureRandom()))).isEmpty();
    }

    @Test
    default void ofTwoWhoGoOnAtOnePlaceOneDoes() {
        var it = uploads();
        var first = it.uploads.find(it.ana, begun(it, it.ana, 10)).orElseThrow();
        var later = it.now().plus(DAY.multipliedBy(2));
        var next = it.uploads.progress(it.ana, first, 4, later).orElseThrow();
        assertThat(next).isEqualTo(it.uploads.find(it.ana, first.id()).orElseThrow());
        assertThat(next.received()).isEqualTo(4);
        assertThat(next.due()).isEqualTo(later);
        assertThat(it.uploads.progress(it.ana, first, 3, later)).isEmpty();
        assertThat(it.uploads.progress(it.ana, next, 5, later)).isPresent();
    }

    @Test
    default void whatWasRefusedMayBeStoredAndNotGoOn() {
        var it = uploads();
        var upload = it.uploads.find(it.ana, begun(it, it.ana, 10)).orElseThrow();
        it.uploads.refuse(it.ana, upload.id(), it.now().plus(DAY));
        assertThat(it.uploads.find(it.ana, upload.id()).orElseThrow().state()).isEqualTo(State.REFUSED);
        assertThat(it.uploads.progress(it.ana, upload, 4, it.now().plus(DAY))).isEmpty();

        it.uploads.stored(it.ana, upload.id(), "token", it.now().plus(DAY));
        var stored = it.uploads.find(it.ana, upload.id()).orElseThrow();
        assertThat(stored.state()).isEqualTo(State.STORED);
        assertThat(stored.received()).isEqualTo(10);
        assertThat(stored.token()).contains("token");

        it.uploads.refuse(it.ana, upload.id(), it.now().plus(DAY));
        it.uploads.end(upload.id(), it.now().plus(DAY));
        assertThat(it.uploads.find(it.ana, upload.id())).as("stays what it is").contains(stored);
    }

    @Test
    default void onlySoManyWait() {
        var it = uploads();
        var first = begun(it, it.ana, 10);
        begun(it, it.ana, 10);
        assertThat(begin(it, it.ana, UploadId.random(new SecureRandom()), 2)).isFalse();
        assertThat(begin(it, it.ben, UploadId.random(new SecureRandom()), 2)).isTrue();
        it.uploads.end(first, it.now());
        assertThat(begin(it, it.ana, UploadId.random(new SecureRandom()), 2)).isTrue();
    }

    @Test
    default void whatWaitsTooLongIsOverdueThenGoneThenForgotten() {
        var it = uploads();
        var id = begun(it, it.ana, 10);
        var due = it.now().plus(DAY);
        assertThat(it.uploads.overdue(due.minusMillis(1), 10)).isEmpty();
        assertThat(it.uploads.overdue(due, 10)).containsExactly(id);
        assertThat(it.uploads.forget(due, 10)).isZero();

        it.uploads.end(id, due.plus(DAY));
        assertThat(it.uploads.overdue(due.plus(DAY), 10)).isEmpty();
        assertThat(it.uploads.find(it.ana, id).orElseThrow().state()).isEqualTo(State.GONE);
        assertThat(it.uploads.forget(due, 10)).isZero();
        assertThat(it.uploads.forget(due.plus(DAY), 10)).isEqualTo(1);
        assertThat(it.uploads.find(it.ana, id)).isEmpty();
    }

    @Test
    default void itsBytesWaitAsLongAsItDoes() {
        var it = uploads();
        var upload = it.uploads.find(it.ana, begun(it, it.ana, 10)).orElseThrow();
        for (int day = 0; day < 3; day++) {
            it.uploads.progress(
                    it.ana,
                    it.uploads.find(it.ana, upload.id()).orElseThrow(),
                    day + 1,
                    it.now().plus(DAY));
            it.pass(Duration.ofHours(23));
        }
        assertThat(it.files()).hasSize(1);
        it.uploads.end(upload.id(), it.now().plus(DAY));
        it.pass(Duration.ofMinutes(5));
        assertThat(it.files()).isEmpty();
        assertThatThrownBy(() -> it.uploads.progress(it.ana, upload, 4, it.now().plus(DAY)))
                .isInstanceOf(LostBlob.class);
    }

    @Test
    default void anAccountThatIsDeletedTakesItsUploadsWithIt() {
        var it = uploads();
        var id = begun(it, it.ana, 10);
        begun(it, it.ana, 10);
        var his = begun(it, it.ben, 10);
        it.accounts.accounts().delete(it.ana);
        assertThatThrownBy(() -> it.uploads.find(it.ana, id)).isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> it.uploads.refuse(it.ana, id, it.now())).isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> it.uploads.stored(it.ana, id, "token", it.now()))
                .isInstanceOf(StaleAccount.class);
        assertThat(it.uploads.deleteSome(it.ana.id(), 1)).isEqualTo(1);
        assertThat(it.uploads.deleteSome(it.ana.id(), 10)).isEqualTo(1);
        assertThat(it.uploads.deleteSome(it.ana.id(), 10)).isZero();
        assertThat(it.uploads.find(it.ben, his)).isPresent();
    }

    private static UploadId begun(TestUploads it, Account account, long length) {
        var id = UploadId.random(new SecureRandom());
        Instant due = it.now().plus(DAY);
        assertThat(it.uploads.begin(account, id, it.blobs.begin(account), "key äöü", length, due, 20))
                .isTrue();
        return id;
    }

    private static boolean begin(TestUploads it, Account account, UploadId id, int most) {
        return it.uploads.begin(
                account, id, it.blobs.begin(account), "key", 10, it.now().plus(DAY), most);
    }
}
