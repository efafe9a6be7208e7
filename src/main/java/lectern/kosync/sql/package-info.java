/// Keeps the books of [lectern.kosync.book] in SQLite or PostgreSQL, with one text for both.
@NullMarked
package lectern.kosync.sql;

import org.jspecify.annotations.NullMarked;
