/// Anki's collection and media sync, protocol versions 8 to 11. README.md beside this file has every wire fact.
@NullMarked
package lectern.anki;

import org.jspecify.annotations.NullMarked;
