/// Many clients at once on the same stores, and whether what they were told can be told one after the other.
@NullMarked
package lectern.syncnode.concurrency;

import org.jspecify.annotations.NullMarked;
