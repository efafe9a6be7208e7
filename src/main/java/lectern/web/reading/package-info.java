/// What somebody reads: their books, where each device stands, how it came there, and when they read.
@NullMarked
package lectern.web.reading;

import org.jspecify.annotations.NullMarked;
