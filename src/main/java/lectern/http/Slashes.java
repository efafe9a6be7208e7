package lectern.http;

/// What a door makes of the slashes in a path.
public enum Slashes {
    /// `//users//auth/` is `/users/auth`: clients join a base address and a path in every way there is.
    MERGED {
        @Override
        String of(String path) {
            int length = path.length();
            if (length > 1 && (path.charAt(length - 1) == '/' || path.contains("//"))) {
                var merged = path.replaceAll("/+", "/");
                return merged.length() > 1 && merged.endsWith("/") ? merged.substring(0, merged.length() - 1) : merged;
            }
            return path;
        }
    },
    /// Every byte of the path counts.
    RAW {
        @Override
        String of(String path) {
            return path;
        }
    };

    abstract String of(String path);
}
