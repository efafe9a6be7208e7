package lectern.db;

import org.jspecify.annotations.Nullable;

/// What the database answers instead of a result. The message is a sentence for the operator and never holds a
/// password.
public abstract sealed class DatabaseException extends RuntimeException {
    private DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// Not now, perhaps later: unreachable, busy, read-only, full. Nothing was stored, or (when a connection broke
    /// during the commit) it is unknown whether it was.
    public static sealed class Unavailable extends DatabaseException {
        public Unavailable(String message) {
            super(message, null);
        }

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// Its disk has no room left; what is stored can be read all the same.
    public static final class Full extends Unavailable {
        public Full(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// A unique key is taken.
    public static final class Conflict extends DatabaseException {
        public Conflict(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// The stored data cannot be trusted any more.
    public static final class Damaged extends DatabaseException {
        public Damaged(String message) {
            super(message, null);
        }

        public Damaged(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// A newer program's database, or another program's: refused and left as it was.
    public static final class Unsuitable extends DatabaseException {
        public Unsuitable(String message) {
            super(message, null);
        }
    }

    /// A mistake of ours: wrong SQL, a broken constraint other than a unique key, a column that is not there.
    public static final class Unexpected extends DatabaseException {
        public Unexpected(String message) {
            super(message, null);
        }

        public Unexpected(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
