package lectern.bench;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/// What is sent to a server, one request after the other.
interface Requests {
    boolean hasNext();

    void next(ByteBuffer to);

    enum Kind {
        READ,
        WRITE,
        /// Everything that is read and written afterwards is written once.
        FILL
    }

    /// Of one protocol, as a list of words says it: its name, and what there is to ask for.
    static Requests of(Kind kind, List<String> words) {
        var left = words.iterator();
        return switch (left.next()) {
            case "kosync" -> new KosyncRequests(kind, number(left), number(left));
            case "store" -> StoreRequests.of(kind, Path.of(left.next()), number(left), number(left));
            case String other -> throw new IllegalArgumentException(other);
        };
    }

    private static int number(Iterator<String> words) {
        return Integer.parseInt(words.next());
    }
}
