/// A lost password: who asks for a new one gets a token by mail, or from the operator, and sets it with that.
@NullMarked
package lectern.syncnode.reset;

import org.jspecify.annotations.NullMarked;
