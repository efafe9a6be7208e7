/// The change feed: `GET /changes` in pieces or as a stream, `/events` for browsers, and what wakes those who wait.
///
/// A reader's place is a [Cursor], which only this server can read. [Watch] looks once for all who wait, when the
/// database has news, and a [Stream] is one of them: its [Reader] reads on, and sees to it that its session still
/// lives.
@NullMarked
package lectern.syncnode.feed;

import org.jspecify.annotations.NullMarked;
