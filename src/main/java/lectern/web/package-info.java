/// What a browser sees.
@NullMarked
package lectern.web;

import org.jspecify.annotations.NullMarked;
