/// How the protocol of Anki looks on the wire: both forms of a request, what is answered, and what is answered instead.
@NullMarked
package lectern.anki.wire;

import org.jspecify.annotations.NullMarked;
