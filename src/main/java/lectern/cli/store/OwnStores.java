package lectern.cli.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import lectern.syncnode.entry.Expected;
import lectern.syncnode.entry.Grant;
import lectern.syncnode.entry.Permission;
import lectern.syncnode.entry.Quota;
import lectern.syncnode.entry.Written.Status;

/// The stores that one account may use. A key is a name or an address.
///
/// Every method throws [Refused] for what cannot be done, in words for whoever typed it, and [Unreachable] when nobody
/// answered.
public interface OwnStores extends AutoCloseable {
    /// A store without its content.
    ///
    /// @param key finds it: its name, or its address where the name would find another
    /// @param owner empty for one's own
    record Line(
            String key,
            Permission permission,
            String token,
            String address,
            long size,
            Optional<String> contentType,
            Instant modified,
            Optional<String> owner) {}

    /// A version and its bytes, to be closed by whoever asked for it.
    ///
    /// @param sha256 of all bytes, in hex
    record Opened(Line line, Optional<String> meta, String sha256, InputStream bytes) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }

    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    /// What shall be stored.
    ///
    /// @param size empty when it is not known before the end; read once
    record Content(OptionalLong size, Optional<String> contentType, Optional<String> meta, Source source) {}

    record Stored(Status status, String token) {}

    /// A version in the history of a store.
    ///
    /// @param by empty when that account is gone
    record Version(
            String token,
            long size,
            Optional<String> contentType,
            Instant modified,
            Optional<String> by,
            boolean current) {}

    record Member(String user, Permission permission) {}

    /// Sorted by key.
    List<Line> list(String prefix);

    /// To be closed by the caller.
    ///
    /// @param version a token; empty for the current version
    Opened open(String key, Optional<String> version);

    /// Whether there is such a store for this account.
    boolean exists(String key);

    Stored put(String key, Expected expected, Content content) throws IOException;

    void delete(String key, Expected expected);

    /// The newest first, also of a deleted store.
    List<Version> versions(String key);

    Stored restore(String key, String version, Expected expected);

    List<Member> members(String key);

    void share(String key, List<Grant> grants);

    void unshare(String key, Collection<String> users);

    Quota quota();

    @Override
    void close();
}
