package lectern.syncnode.feed;

/// What tells that an account has news.
///
/// @param position where its feed stands
/// @param stamp as in [lectern.account.Account#stamp]: rises when a session ends
public record Head(long position, long stamp) {
    static final Head NONE = new Head(0, -1);
}
