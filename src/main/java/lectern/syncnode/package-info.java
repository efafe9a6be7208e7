/// The Sync Node store API: named bytes with a version, shared with other accounts. README.md beside this file
/// has every wire fact.
@NullMarked
package lectern.syncnode;

import org.jspecify.annotations.NullMarked;
