/// What a real client asks, written down, so that it can be asked again: as it was, damaged, or against the clock.
@NullMarked
package lectern.e2e.anki.recorded;

import org.jspecify.annotations.NullMarked;
