/// The engine of the real Anki client, and devices made of it: what the tests of Anki sync are proven with.
@NullMarked
package lectern.e2e.anki.engine;

import org.jspecify.annotations.NullMarked;
