/// What a browser sees, and the same for scripts.
@NullMarked
package lectern.web;

import org.jspecify.annotations.NullMarked;
