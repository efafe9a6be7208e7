/// Anki sync proven with the real client: one account on several devices, and all that can happen between them.
@NullMarked
package lectern.e2e.anki;

import org.jspecify.annotations.NullMarked;
