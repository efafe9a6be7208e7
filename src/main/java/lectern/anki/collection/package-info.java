/// Anki collections: one file for each account, and the steps with which clients keep it the same as theirs.
@NullMarked
package lectern.anki.collection;

import org.jspecify.annotations.NullMarked;
