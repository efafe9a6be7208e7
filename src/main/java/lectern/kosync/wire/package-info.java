/// What readers send and what they are answered: proofs, bodies, queries, and every error in the shape of each face.
@NullMarked
package lectern.kosync.wire;

import org.jspecify.annotations.NullMarked;
