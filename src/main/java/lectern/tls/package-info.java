/// Certificates from PEM files, reloaded when they change.
@NullMarked
package lectern.tls;

import org.jspecify.annotations.NullMarked;
