package lectern.kosync.book;

import java.util.Optional;

/// What an account decides for itself.
///
/// @param policy for every book that has none of its own
/// @param card whether its reading list may be seen by everybody; empty leaves it to the operator
/// @param replayGuard whether a position that comes out of a reader's queue may not go back behind one that another
///     reader wrote meanwhile
/// @param repairDeviceIds whether pulls hide who wrote a position, for readers that share one id because their
///     settings were copied: each would ignore what the other wrote
public record Preferences(Policy policy, Optional<Boolean> card, boolean replayGuard, boolean repairDeviceIds) {
    public static final Preferences DEFAULT = new Preferences(Policy.NEWEST, Optional.empty(), false, false);
}
