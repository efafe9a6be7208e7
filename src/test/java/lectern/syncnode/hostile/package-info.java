/// Whoever means harm to the store API, or is only broken.
@NullMarked
package lectern.syncnode.hostile;

import org.jspecify.annotations.NullMarked;
