package lectern.wire;

import java.util.Map;

/// Starts what the cases talk to: an empty server of its own for each file.
public interface WireTarget {
    /// A server with these settings and nothing in it, on a free port of this machine.
    Running start(Map<String, String> settings);

    interface Running extends AutoCloseable {
        int port();

        @Override
        void close();
    }
}
