package lectern.syncnode.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import lectern.account.AccountId;

/// The open streams of each account, so many at most: another one ends the oldest, which may be of a page that
/// nobody looks at any more.
final class Streams {
    static final int MOST = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<AccountId, Deque<Stream>> open = new HashMap<>(); // the oldest first; guarded by lock

    void begins(Stream stream) {
        lock.lock();
        try {
            var streams = open.computeIfAbsent(stream.account(), _ -> new ArrayDeque<>());
            streams.addLast(stream);
            if (streams.size() > MOST) {
                streams.removeFirst().end();
            }
        } finally {
            lock.unlock();
        }
    }

    void ends(Stream stream) {
        lock.lock();
        try {
            var streams = open.get(stream.account());
            if (streams != null && streams.remove(stream) && streams.isEmpty()) {
                open.remove(stream.account());
            }
        } finally {
            lock.unlock();
        }
    }
}
