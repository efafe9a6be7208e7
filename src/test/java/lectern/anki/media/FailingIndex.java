package lectern.anki.media;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.db.DatabaseException;

/// Takes some restored pages and then no more, and no edits at all.
record FailingIndex(MediaIndex index, AtomicInteger left, List<MediaEdit> refused) implements MediaIndex {
    FailingIndex(MediaIndex index, int pages) {
        this(index, new AtomicInteger(pages), new ArrayList<>());
    }

    @Override
    public void restore(Account account, List<MediaRecord> records, long usn) {
        if (left.getAndDecrement() == 0) {
            throw new DatabaseException.Unavailable("cut off");
        }
        index.restore(account, records, usn);
    }

    @Override
    public long usn(Account account) {
        return index.usn(account);
    }

    @Override
    public long files(Account account) {
        return index.files(account);
    }

    @Override
    public long bytes(Account account) {
        return index.bytes(account);
    }

    @Override
    public List<MediaChange> changes(Account account, long after, int limit) {
        return index.changes(account, after, limit);
    }

    @Override
    public List<MediaFile> find(Account account, List<MediaName> names, long enough) {
        return index.find(account, names, enough);
    }

    @Override
    public long apply(Account account, List<MediaEdit> edits) {
        refused.addAll(edits);
        throw new DatabaseException.Unavailable("cut off");
    }

    @Override
    public List<MediaRecord> records(Account account, long after, int limit) {
        return index.records(account, after, limit);
    }

    @Override
    public int deleteSome(AccountId account, int limit) {
        return index.deleteSome(account, limit);
    }
}
