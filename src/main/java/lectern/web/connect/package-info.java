/// How a device is connected: what to type into it, a key for it, and what arrives while somebody tries.
@NullMarked
package lectern.web.connect;

import org.jspecify.annotations.NullMarked;
