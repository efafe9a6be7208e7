package lectern.web.page;

/// What ends a visit with a page that says why. Its messages are `error.<key>` and `error.<key>.detail`.
public final class Refusal extends RuntimeException {
    private final int status;
    private final String key;

    private Refusal(int status, String key) {
        super(null, null, false, false);
        this.status = status;
        this.key = key;
    }

    /// There is no such thing, or it is somebody else's.
    public static Refusal missing() {
        return new Refusal(404, "missing");
    }

    /// The link was good for something once, or never.
    public static Refusal usedUp() {
        return new Refusal(404, "used-up");
    }

    /// The form did not come from a page of ours, or its page is older than the session.
    static Refusal strangeForm() {
        return new Refusal(403, "strange-form");
    }

    /// It was signed in with something that may not do this.
    public static Refusal forbidden() {
        return new Refusal(403, "forbidden");
    }

    /// Somebody changed the same thing meanwhile.
    public static Refusal conflict() {
        return new Refusal(409, "conflict");
    }

    /// There is no room for it.
    public static Refusal full() {
        return new Refusal(507, "full");
    }

    int status() {
        return status;
    }

    String key() {
        return key;
    }
}
