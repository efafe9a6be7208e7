/// Books, where each stands, how it came there, and what belongs together: as values, and as the contracts of those who
/// keep them. Knows nothing of HTTP and nothing of SQL.
@NullMarked
package lectern.kosync.book;

import org.jspecify.annotations.NullMarked;
