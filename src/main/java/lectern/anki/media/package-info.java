/// Media of Anki collections: an index with one counter for each account, and the files themselves.
@NullMarked
package lectern.anki.media;

import org.jspecify.annotations.NullMarked;
