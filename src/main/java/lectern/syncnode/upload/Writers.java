package lectern.syncnode.upload;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SyncNodeError;

/// Who is appending to which upload: one at a time. A client whose network went away comes back before the server
/// notices, so the newer request ends the older one, which waits for bytes that will never come.
final class Writers {
    private final ConcurrentMap<UploadId, Writer> writers = new ConcurrentHashMap<>();

    /// Returns once nobody else writes.
    Writer take(UploadId id) {
        var mine = new Writer(id);
        var before = writers.put(id, mine);
        if (before != null) {
            before.end();
        }
        return mine;
    }

    /// One request's turn. Only its own thread reads; what it read before it was ended is not written any more.
    final class Writer implements AutoCloseable {
        private final UploadId id;
        private final Thread thread = Thread.currentThread();
        private final CountDownLatch left = new CountDownLatch(1);
        private final ReentrantLock lock = new ReentrantLock();
        private boolean reading; // guarded by lock
        private boolean ended; // guarded by lock

        private Writer(UploadId id) {
            this.id = id;
        }

        /// From a client that may hang. Throws when another request has taken over.
        int read(InputStream body, byte[] buffer) throws IOException {
            waiting(true);
            try {
                return body.read(buffer);
            } finally {
                waiting(false);
            }
        }

        private void waiting(boolean begins) {
            lock.lock();
            try {
                reading = begins;
                if (ended) {
                    var _ = Thread.interrupted(); // it was meant for the reading
                    throw new Refusal(new SyncNodeError.UploadTaken());
                }
            } finally {
                lock.unlock();
            }
        }

        boolean isEnded() {
            lock.lock();
            try {
                return ended;
            } finally {
                lock.unlock();
            }
        }

        /// A thread that waits for its client is woken; one that writes to the disk is left alone, for a file closes
        /// under whoever is interrupted.
        private void end() {
            lock.lock();
            try {
                ended = true;
                if (reading) {
                    thread.interrupt();
                }
            } finally {
                lock.unlock();
            }
            try {
                left.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt(); // this one was ended too
            }
        }

        @Override
        public void close() {
            writers.remove(id, this);
            left.countDown();
        }
    }
}
