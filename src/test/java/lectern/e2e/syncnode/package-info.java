/// The packaged server with apps that store things in it.
@NullMarked
package lectern.e2e.syncnode;

import org.jspecify.annotations.NullMarked;
