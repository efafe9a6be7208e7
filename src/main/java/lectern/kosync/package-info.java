/// KOReader progress sync, for KOReader and everything that speaks like it. README.md beside this file says what goes
/// over the wire.
@NullMarked
package lectern.kosync;

import org.jspecify.annotations.NullMarked;
