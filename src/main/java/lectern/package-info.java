/// Lectern: one self-hosted sync server. Every package below says `@NullMarked` for itself; see docs/ for the map.
@NullMarked
package lectern;

import org.jspecify.annotations.NullMarked;
