/// Puts the server together: stores, routes, listeners, and the way down again.
@NullMarked
package lectern.server;

import org.jspecify.annotations.NullMarked;
