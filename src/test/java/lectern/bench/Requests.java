package lectern.bench;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/// What one connection sends to a server, one request after the other.
interface Requests {
    boolean hasNext();

    void next(ByteBuffer to);

    /// What came back for the last one: the first `length` bytes.
    default void answered(byte[] answer, int length) {}

    /// The connection of that number among so many, which share what there is to ask for.
    record Share(int number, int of) {
        /// The next thing of this share, when `done` of it were taken.
        int thing(int done) {
            return done * of + number;
        }

        /// How many of all things are in this share.
        int size(int all) {
            return (all - number + of - 1) / of;
        }
    }

    enum Kind {
        READ,
        /// What is there is replaced.
        WRITE,
        /// What was not there is added.
        ADD,
        /// Everything that is read and written afterwards is written once.
        FILL
    }

    /// Of one protocol, as a list of words says it: its name, and what there is to ask for.
    static Requests of(Kind kind, List<String> words, Share share) {
        var left = words.iterator();
        return switch (left.next()) {
            case "kosync" -> new KosyncRequests(kind, share, number(left), number(left));
            case "store" -> StoreRequests.of(kind, share, Path.of(left.next()), number(left), number(left));
            case String other -> throw new IllegalArgumentException(other);
        };
    }

    private static int number(Iterator<String> words) {
        return Integer.parseInt(words.next());
    }
}
