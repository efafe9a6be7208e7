package lectern.account;

import java.util.Optional;

/// The one [ServerIdentity] of a database. Every method is one atomic step, durable on return.
public interface ServerIdentities {

    /// Empty as long as no server has used the database.
    Optional<ServerIdentity> find();

    /// Stores it unless there is one already, and answers what is stored then.
    ServerIdentity settle(ServerIdentity identity);

    /// Begins a new feed epoch, as after a backup was put back: what readers of a feed know of it is then not what
    /// happened. There must be an identity.
    ServerIdentity beginFeedEpoch(String epoch);
}
