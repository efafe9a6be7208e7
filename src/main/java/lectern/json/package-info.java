/// The one configured JSON mapper.
@NullMarked
package lectern.json;

import org.jspecify.annotations.NullMarked;
