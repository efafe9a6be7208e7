package lectern.http;

/// What a door makes of the slashes in a path.
public enum Slashes {
    /// `//users//auth/` is `/users/auth`: clients join a base address and a path in every way there is.
    MERGED,
    /// Every byte of the path counts.
    RAW
}
