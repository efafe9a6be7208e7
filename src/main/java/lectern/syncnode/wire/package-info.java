/// How the store API is written in HTTP: errors, keys, conditions, ranges, digests and bodies.
@NullMarked
package lectern.syncnode.wire;

import org.jspecify.annotations.NullMarked;
