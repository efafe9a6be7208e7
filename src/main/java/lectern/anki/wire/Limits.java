package lectern.anki.wire;

/// How much a client may send, in bytes.
///
/// @param object how long a JSON object may be, decompressed: it is held in memory, as nothing else is
public record Limits(long compressed, long decompressed, int object) {
    private static final long MB = 1024 * 1024;

    /// A name, a password and nothing else: whoever logs in is a stranger.
    private static final int LOGIN = 64 * 1024;

    public static Limits defaults() {
        return new Limits(2048 * MB, 4096 * MB, (int) (64 * MB));
    }

    /// How long an object of that kind may be.
    int object(Body body) {
        return body == Body.LOGIN ? Math.min(LOGIN, object) : object;
    }

    /// An object is never longer compressed, but for some bytes around it.
    long compressed(Body body) {
        return switch (body) {
            case LOGIN, BEGIN, OBJECT -> Math.min(compressed, object(body) + LOGIN);
            case ROWS, FILE -> compressed;
        };
    }
}
