/// KOReader progress sync, for KOReader and everything that speaks like it. README.md beside this file says what goes
/// over the wire. Here are the endpoints; what they mean is in `wire`, what they keep in `book` and `sql`.
@NullMarked
package lectern.kosync;

import org.jspecify.annotations.NullMarked;
