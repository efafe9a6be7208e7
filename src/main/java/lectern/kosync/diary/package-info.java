/// What was read on which day, as far as positions tell. Knows nothing of HTTP and nothing of SQL.
@NullMarked
package lectern.kosync.diary;

import org.jspecify.annotations.NullMarked;
